-- Touches inside the opening of every journey, both ends in; not in order yet.
-- Joined by the unit alone: a comparison of the ages that are left is faster than one inside the join.
SELECT
  journey.journey_id,
  touch.touch_id,
  touch.source_rank,
  channel.code AS channel,
  channel.is_direct,
  touch.campaign_id,
  touch.asset_id,
  journey.ended_at - touch.occurred_at AS age
FROM journey
JOIN touch ON touch.unit_id = journey.unit_id
JOIN channel ON channel.channel_id = COALESCE(touch.channel_id, -1)
WHERE journey.ended_at - touch.occurred_at BETWEEN 0 AND journey.ended_at - journey.opens_at
