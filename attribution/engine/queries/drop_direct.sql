-- Direct goes unless the journey has nothing else.
SELECT previous.journey_id, touch_id, channel, is_direct, campaign_id, asset_id, age, step, steps
FROM previous
JOIN (SELECT journey_id, MIN(is_direct) AS only_direct FROM previous GROUP BY journey_id) AS mix
  ON mix.journey_id = previous.journey_id
WHERE is_direct = 0 OR only_direct = 1
