-- Channels in the touches, coded 0, 1, 2 … by ascending id; -1 stands for touches without a channel.
SELECT
  seen.channel_id,
  CAST(ROW_NUMBER() OVER (ORDER BY seen.channel_id) - 1 AS INTEGER) AS code,
  CASE WHEN direct.channel_id IS NULL THEN 0 ELSE 1 END AS is_direct
FROM (SELECT DISTINCT COALESCE(channel_id, -1) AS channel_id FROM touch) AS seen
LEFT JOIN direct ON direct.channel_id = seen.channel_id
