-- Independent units that converted after a touch, and null journeys.
SELECT
  (
    SELECT SUM(unit.mass)
    FROM (
      SELECT journey.cluster_id, MAX(journey.mass) AS mass
      FROM journey
      JOIN step ON step.journey_id = journey.journey_id AND step.step = 1
      WHERE journey.conversions > 0
      GROUP BY journey.cluster_id
    ) AS unit
  ) AS converting_units,
  (
    SELECT SUM(journey.nulls)
    FROM journey
    JOIN step ON step.journey_id = journey.journey_id AND step.step = 1
  ) AS null_journeys
