-- Null journeys of units that converted: what they touched after their last conversion.
SELECT
  -1 - touch.unit_id AS journey_id,
  touch.unit_id,
  touch.unit_id AS cluster_id,
  CAST(NULL AS BIGINT) AS subject_id,
  CASE
    WHEN MAX(touch.occurred_at) - $lookback > MAX(converted.last_at) THEN MAX(touch.occurred_at) - $lookback
    ELSE MAX(converted.last_at) + 1
  END AS opens_at,
  MAX(touch.occurred_at) AS ended_at,
  CAST(0 AS DOUBLE) AS conversions,
  CAST(1 AS DOUBLE) AS nulls,
  CAST(0 AS DOUBLE) AS value,
  CAST(1 AS DOUBLE) AS mass,
  0 AS value_unknown,
  CAST(NULL AS INTEGER) AS month,
  CAST(NULL AS INTEGER) AS scope_id
FROM touch
JOIN (SELECT cluster_id, MAX(ended_at) AS last_at FROM converting GROUP BY cluster_id) AS converted
  ON converted.cluster_id = touch.unit_id AND touch.occurred_at > converted.last_at
WHERE touch.unit_kind = $unit_kind AND touch.occurred_at < $ends_at
GROUP BY touch.unit_id
