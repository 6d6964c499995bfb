-- What rules need to know of a whole journey.
SELECT
  step.journey_id,
  MAX(latest.age) AS youngest,
  MAX(CASE WHEN step.is_direct = 0 THEN step.step END) AS last_known,
  SUM(POWER(CAST(2 AS DOUBLE), GREATEST((latest.age - step.age) / $half_life, CAST(-1000 AS DOUBLE)))) AS decay_sum
FROM step
JOIN step AS latest ON latest.journey_id = step.journey_id AND latest.step = latest.steps
GROUP BY step.journey_id
