-- Units without a conversion in the window, with their last touch in it. A unit that shares a touch with a converting
-- unit of another kind (a deal's named contacts, say) has converted too.
SELECT
  touch.unit_id,
  MAX(touch.occurred_at) - $lookback AS opens_at,
  MAX(touch.occurred_at) AS last_at
FROM touch
LEFT JOIN (
  SELECT cluster_id FROM converting
  UNION
  SELECT mate.unit_id
  FROM converting
  JOIN touch AS theirs ON theirs.unit_id = converting.unit_id AND theirs.unit_kind <> $unit_kind
  JOIN touch AS mate ON mate.touch_id = theirs.touch_id AND mate.unit_kind = $unit_kind
) AS converted ON converted.cluster_id = touch.unit_id
WHERE touch.unit_kind = $unit_kind AND converted.cluster_id IS NULL AND touch.occurred_at < $ends_at
GROUP BY touch.unit_id
HAVING MAX(touch.occurred_at) >= $starts_at
