-- One row per converting journey with a touch: its length, its days, and its first six channels, repeats collapsed.
-- Channels are ids, -1 the unknown one; empty where the path has ended.
SELECT
  journey.journey_id,
  journey.month,
  journey.scope_id,
  journey.value,
  whole.touches,
  CAST(FLOOR(whole.oldest / 86400.0) AS INTEGER) AS days,
  path.runs,
  path.step_1,
  path.step_2,
  path.step_3,
  path.step_4,
  path.step_5,
  path.step_6,
  whole.first_channel,
  whole.last_channel
FROM journey
JOIN (
  SELECT
    step.journey_id,
    MAX(step.steps) AS touches,
    MAX(step.age) AS oldest,
    MAX(CASE WHEN step.step = 1 THEN channel.channel_id END) AS first_channel,
    MAX(CASE WHEN step.step = step.steps THEN channel.channel_id END) AS last_channel
  FROM step
  JOIN journey ON journey.journey_id = step.journey_id AND journey.conversions > 0
  JOIN channel ON channel.code = step.channel
  GROUP BY step.journey_id
) AS whole ON whole.journey_id = journey.journey_id
JOIN (
  SELECT
    turn.journey_id,
    COUNT(*) AS runs,
    MAX(CASE WHEN turn.place = 1 THEN turn.channel_id END) AS step_1,
    MAX(CASE WHEN turn.place = 2 THEN turn.channel_id END) AS step_2,
    MAX(CASE WHEN turn.place = 3 THEN turn.channel_id END) AS step_3,
    MAX(CASE WHEN turn.place = 4 THEN turn.channel_id END) AS step_4,
    MAX(CASE WHEN turn.place = 5 THEN turn.channel_id END) AS step_5,
    MAX(CASE WHEN turn.place = 6 THEN turn.channel_id END) AS step_6
  FROM (
    SELECT
      near.journey_id,
      near.channel_id,
      ROW_NUMBER() OVER (PARTITION BY near.journey_id ORDER BY near.step) AS place
    FROM (
      SELECT
        step.journey_id,
        step.step,
        step.channel,
        channel.channel_id,
        LAG(step.channel, 1) OVER (PARTITION BY step.journey_id ORDER BY step.step) AS before
      FROM step
      JOIN journey ON journey.journey_id = step.journey_id AND journey.conversions > 0
      JOIN channel ON channel.code = step.channel
    ) AS near
    WHERE near.before IS NULL OR near.before <> near.channel
  ) AS turn
  GROUP BY turn.journey_id
) AS path ON path.journey_id = journey.journey_id
