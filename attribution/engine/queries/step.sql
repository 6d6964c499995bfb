-- The touches of every journey, oldest first; equal seconds by source rank, then touch id.
SELECT
  journey_id,
  touch_id,
  channel,
  is_direct,
  campaign_id,
  asset_id,
  age,
  CAST(ROW_NUMBER() OVER (PARTITION BY journey_id ORDER BY age DESC, source_rank, touch_id) AS INTEGER) AS step,
  CAST(COUNT(*) OVER (
    PARTITION BY journey_id ORDER BY age DESC, source_rank, touch_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS INTEGER) AS steps
FROM touched
