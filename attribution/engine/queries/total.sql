-- What the CRM has, month by month and scope by scope, and how much of it no touch preceded.
SELECT
  journey.month,
  journey.scope_id,
  SUM(CAST(journey.conversions AS DECIMAL(38, 12))) AS conversions,
  SUM(CAST(journey.value AS DECIMAL(38, 12))) AS value,
  SUM(CASE WHEN lost.journey_id IS NULL THEN CAST(0 AS DECIMAL(38, 12)) ELSE CAST(journey.conversions AS DECIMAL(38, 12)) END) AS unattributed_conversions,
  SUM(CASE WHEN lost.journey_id IS NULL THEN CAST(0 AS DECIMAL(38, 12)) ELSE CAST(journey.value AS DECIMAL(38, 12)) END) AS unattributed_value,
  SUM(journey.value_unknown) AS unknown_values
FROM journey
LEFT JOIN lost ON lost.journey_id = journey.journey_id
WHERE journey.conversions > 0
GROUP BY journey.month, journey.scope_id
ORDER BY journey.month, journey.scope_id
