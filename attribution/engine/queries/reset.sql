-- A journey opens after the unit's previous conversion; conversions of one second share their touches.
SELECT
  journey.journey_id,
  journey.unit_id,
  journey.cluster_id,
  journey.subject_id,
  CASE
    WHEN earlier.before_at IS NOT NULL AND earlier.before_at >= journey.opens_at THEN earlier.before_at + 1
    ELSE journey.opens_at
  END AS opens_at,
  journey.ended_at,
  journey.conversions,
  journey.nulls,
  journey.value,
  journey.mass,
  journey.value_unknown,
  journey.month,
  journey.scope_id
FROM previous AS journey
JOIN (
  SELECT unit_id, occurred_at, LAG(occurred_at) OVER (PARTITION BY unit_id ORDER BY occurred_at) AS before_at
  FROM (SELECT DISTINCT unit_id, occurred_at FROM conversion WHERE milestone = $milestone) AS moment
) AS earlier
  ON earlier.unit_id = journey.unit_id AND earlier.occurred_at = journey.ended_at
