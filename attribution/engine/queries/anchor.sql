-- The last touch at or before each stage date; none for a stage that is unknown or later than the milestone.
SELECT
  journey.journey_id,
  MAX(step.steps) AS steps,
  MAX(CASE WHEN step.age >= journey.ended_at - entered.lead_at THEN step.step END) AS lead_step,
  MAX(CASE WHEN step.age >= journey.ended_at - entered.opportunity_at THEN step.step END) AS opportunity_step
FROM journey
JOIN step ON step.journey_id = journey.journey_id
LEFT JOIN (
  SELECT
    journey.journey_id,
    MIN(CASE WHEN stage_event.stage = $lead_stage THEN stage_event.occurred_at END) AS lead_at,
    MIN(CASE WHEN stage_event.stage = $opportunity_stage THEN stage_event.occurred_at END) AS opportunity_at
  FROM journey
  JOIN stage_event ON stage_event.subject_id = journey.subject_id AND stage_event.occurred_at <= journey.ended_at
  GROUP BY journey.journey_id
) AS entered ON entered.journey_id = journey.journey_id
GROUP BY journey.journey_id
