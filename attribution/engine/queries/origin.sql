-- What deals began with: the campaign of the first touch, and the first touch that names a campaign at all.
SELECT
  journey.subject_id,
  MAX(CASE WHEN step.step = 1 THEN step.campaign_id END) AS first_campaign,
  MAX(CASE WHEN step.step = known.step THEN step.campaign_id END) AS marketing_campaign,
  MAX(CASE WHEN step.step = known.step THEN journey.ended_at - step.age END) AS marketing_at,
  MAX(journey.ended_at) AS ended_at
FROM journey
LEFT JOIN step ON step.journey_id = journey.journey_id
LEFT JOIN (
  SELECT journey_id, MIN(step) AS step FROM step WHERE campaign_id IS NOT NULL GROUP BY journey_id
) AS known ON known.journey_id = journey.journey_id
WHERE journey.conversions > 0
GROUP BY journey.subject_id
