-- Passes between states of the last 1 to 4 channels (base_1 = 0: order 1, and so on); -1 is conversion, -2 is null.
SELECT
  source,
  target,
  SUM(CAST(passes AS DECIMAL(38, 12))) AS passes,
  SUM(CAST(money AS DECIMAL(38, 12))) AS money
FROM (
  SELECT
    before_1 + before_2 * $base_1 + before_3 * $base_2 + before_4 * $base_3 AS source,
    here + before_1 * $base_1 + before_2 * $base_2 + before_3 * $base_3 AS target,
    conversions + nulls AS passes,
    CAST(0 AS DOUBLE) AS money
  FROM trail
  UNION ALL
  SELECT here + before_1 * $base_1 + before_2 * $base_2 + before_3 * $base_3, -1, conversions, value
  FROM trail WHERE step = steps AND conversions > 0
  UNION ALL
  SELECT here + before_1 * $base_1 + before_2 * $base_2 + before_3 * $base_3, -2, nulls, CAST(0 AS DOUBLE)
  FROM trail WHERE step = steps AND nulls > 0
) AS pass
GROUP BY source, target
ORDER BY source, target
