-- Of consecutive touches of one channel the first stays.
SELECT journey_id, touch_id, channel, is_direct, campaign_id, asset_id, age, step, steps
FROM (
  SELECT *, LAG(channel) OVER (PARTITION BY journey_id ORDER BY step) AS channel_before
  FROM previous
) AS compared
WHERE channel_before IS NULL OR channel_before <> channel
