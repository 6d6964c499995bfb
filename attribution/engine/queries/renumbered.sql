-- Steps counted again after touches were dropped.
SELECT
  journey_id,
  touch_id,
  channel,
  is_direct,
  campaign_id,
  asset_id,
  age,
  CAST(ROW_NUMBER() OVER (PARTITION BY journey_id ORDER BY step) AS INTEGER) AS step,
  CAST(COUNT(*) OVER (
    PARTITION BY journey_id ORDER BY step ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS INTEGER) AS steps
FROM previous
