-- Units that converted and touched something after their last conversion, from then on.
SELECT
  touch.unit_id,
  CASE
    WHEN MAX(touch.occurred_at) - $lookback > MAX(converted.last_at) THEN MAX(touch.occurred_at) - $lookback
    ELSE MAX(converted.last_at) + 1
  END AS opens_at,
  MAX(touch.occurred_at) AS last_at
FROM touch
JOIN (SELECT cluster_id, MAX(ended_at) AS last_at FROM converting GROUP BY cluster_id) AS converted
  ON converted.cluster_id = touch.unit_id AND touch.occurred_at > converted.last_at
WHERE touch.unit_kind = $unit_kind AND touch.occurred_at < $ends_at
GROUP BY touch.unit_id
