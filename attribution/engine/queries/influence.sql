-- Milestones by everything that touched them, each in full.
SELECT
  journey.month,
  journey.scope_id,
  touched.group_id,
  COUNT(*) AS milestones,
  SUM(CAST(journey.value AS DECIMAL(38, 2))) AS value,
  SUM(journey.value_unknown) AS unknown_values
FROM journey
JOIN (SELECT DISTINCT journey_id, group_id FROM touched_group) AS touched ON touched.journey_id = journey.journey_id
WHERE journey.conversions > 0
GROUP BY journey.month, journey.scope_id, touched.group_id
ORDER BY journey.month, journey.scope_id, touched.group_id
