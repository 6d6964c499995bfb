-- Every step with the channels before it, channel + 1 so that 0 means none.
SELECT
  step.step,
  step.steps,
  journey.conversions,
  journey.nulls,
  journey.value,
  CAST(step.channel + 1 AS BIGINT) AS here,
  CAST(COALESCE(LAG(step.channel, 1) OVER (PARTITION BY step.journey_id ORDER BY step.step) + 1, 0) AS BIGINT) AS before_1,
  CAST(COALESCE(LAG(step.channel, 2) OVER (PARTITION BY step.journey_id ORDER BY step.step) + 1, 0) AS BIGINT) AS before_2,
  CAST(COALESCE(LAG(step.channel, 3) OVER (PARTITION BY step.journey_id ORDER BY step.step) + 1, 0) AS BIGINT) AS before_3,
  CAST(COALESCE(LAG(step.channel, 4) OVER (PARTITION BY step.journey_id ORDER BY step.step) + 1, 0) AS BIGINT) AS before_4
FROM step
JOIN journey ON journey.journey_id = step.journey_id
