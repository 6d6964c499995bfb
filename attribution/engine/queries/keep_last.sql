-- The youngest touches stay, at most $keep_last of them.
SELECT journey_id, touch_id, channel, is_direct, campaign_id, asset_id, age, step, steps
FROM previous
WHERE step > steps - $keep_last
