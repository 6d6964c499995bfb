-- Null journeys: units that never converted, up to their last touch.
SELECT
  -1 - unit_id AS journey_id,
  unit_id,
  unit_id AS cluster_id,
  CAST(NULL AS BIGINT) AS subject_id,
  last_at - $lookback AS opens_at,
  last_at AS ended_at,
  CAST(0 AS DOUBLE) AS conversions,
  CAST(1 AS DOUBLE) AS nulls,
  CAST(0 AS DOUBLE) AS value,
  CAST(1 AS DOUBLE) AS mass,
  0 AS value_unknown,
  CAST(NULL AS INTEGER) AS month,
  CAST(NULL AS INTEGER) AS scope_id
FROM idle
