-- Distinct channels of every journey, with their number of touches and the removal effect that shares are made of.
SELECT
  touched.journey_id,
  touched.channel,
  touched.touches,
  COUNT(*) OVER (PARTITION BY touched.journey_id) AS channels,
  COALESCE(removal.effect, CAST(0 AS DOUBLE)) AS effect,
  SUM(COALESCE(removal.effect, CAST(0 AS DOUBLE))) OVER (
    PARTITION BY touched.journey_id ORDER BY touched.channel
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS effects
FROM (
  SELECT step.journey_id, step.channel, COUNT(*) AS touches
  FROM step
  JOIN journey ON journey.journey_id = step.journey_id AND journey.conversions > 0
  GROUP BY step.journey_id, step.channel
) AS touched
LEFT JOIN removal ON removal.channel = touched.channel
