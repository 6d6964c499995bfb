-- Touches of every journey, both ends of its opening in, oldest first; equal seconds by source rank, then touch id.
SELECT
  journey.journey_id,
  touch.touch_id,
  channel.code AS channel,
  channel.is_direct,
  touch.campaign_id,
  touch.asset_id,
  journey.ended_at - touch.occurred_at AS age,
  CAST(ROW_NUMBER() OVER (
    PARTITION BY journey.journey_id ORDER BY touch.occurred_at, touch.source_rank, touch.touch_id
  ) AS INTEGER) AS step,
  CAST(COUNT(*) OVER (
    PARTITION BY journey.journey_id ORDER BY touch.occurred_at, touch.source_rank, touch.touch_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS INTEGER) AS steps
FROM journey
JOIN touch
  ON touch.unit_id = journey.unit_id
  AND touch.occurred_at >= journey.opens_at
  AND touch.occurred_at <= journey.ended_at
JOIN channel ON channel.channel_id = COALESCE(touch.channel_id, -1)
