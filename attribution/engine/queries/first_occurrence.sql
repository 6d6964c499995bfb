-- Of all touches of one channel the first stays.
SELECT journey_id, touch_id, channel, is_direct, campaign_id, asset_id, age, step, steps
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY journey_id, channel ORDER BY step) AS occurrence
  FROM previous
) AS numbered
WHERE occurrence = 1
