-- One journey per milestone of the window, open for the look-back before it.
SELECT
  conversion_id AS journey_id,
  unit_id,
  cluster_id,
  subject_id,
  occurred_at - $lookback AS opens_at,
  occurred_at AS ended_at,
  CAST(1 AS DOUBLE) AS conversions,
  CAST(0 AS DOUBLE) AS nulls,
  COALESCE(CAST(value AS DOUBLE), 0) AS value,
  CAST(1 AS DOUBLE) AS mass,
  CASE WHEN value IS NULL THEN 1 ELSE 0 END AS value_unknown,
  month,
  scope_id
FROM conversion
WHERE milestone = $milestone AND occurred_at >= $starts_at AND occurred_at < $ends_at
