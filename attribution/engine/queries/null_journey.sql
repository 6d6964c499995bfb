-- Null journeys: what units touched that never converted, or after they last did.
SELECT
  -1 - unit_id AS journey_id,
  unit_id,
  unit_id AS cluster_id,
  CAST(NULL AS BIGINT) AS subject_id,
  opens_at,
  last_at AS ended_at,
  CAST(0 AS DOUBLE) AS conversions,
  CAST(1 AS DOUBLE) AS nulls,
  CAST(0 AS DOUBLE) AS value,
  CAST(1 AS DOUBLE) AS mass,
  0 AS value_unknown,
  CAST(NULL AS INTEGER) AS month,
  CAST(NULL AS INTEGER) AS scope_id
FROM previous
