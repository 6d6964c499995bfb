-- The last touch at or before each stage date; none for a stage that is unknown or later than the milestone.
SELECT
  step.journey_id,
  MAX(step.steps) AS steps,
  MAX(CASE WHEN step.age >= entered.lead_age THEN step.step END) AS lead_step,
  MAX(CASE WHEN step.age >= entered.opportunity_age THEN step.step END) AS opportunity_step
FROM step
LEFT JOIN entered ON entered.journey_id = step.journey_id
GROUP BY step.journey_id
