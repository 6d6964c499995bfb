-- How old journeys were, in seconds before their end, when they entered the stages that anchors look for.
SELECT
  journey.journey_id,
  journey.ended_at - MIN(CASE WHEN stage_event.stage = $lead_stage THEN stage_event.occurred_at END) AS lead_age,
  journey.ended_at
    - MIN(CASE WHEN stage_event.stage = $opportunity_stage THEN stage_event.occurred_at END) AS opportunity_age
FROM journey
JOIN stage_event ON stage_event.subject_id = journey.subject_id AND stage_event.occurred_at <= journey.ended_at
WHERE journey.conversions > 0
GROUP BY journey.journey_id, journey.ended_at
