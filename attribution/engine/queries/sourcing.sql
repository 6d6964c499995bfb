-- Deals of every month and scope by rule, verdict and sourcing campaign; over verdicts they are all there are.
SELECT
  rule,
  month,
  scope_id,
  verdict,
  campaign_id,
  COUNT(*) AS deals,
  SUM(CAST(value AS DECIMAL(38, 2))) AS value,
  SUM(value_unknown) AS unknown_values
FROM (
  SELECT
    'source_field' AS rule, month, scope_id, value, value_unknown,
    CASE WHEN primary_campaign_id IS NOT NULL OR field = 1 THEN 'marketing' WHEN field = 0 THEN 'other' ELSE 'unknown' END AS verdict,
    primary_campaign_id AS campaign_id
  FROM judged
  UNION ALL
  SELECT
    'primary_campaign', month, scope_id, value, value_unknown,
    CASE WHEN primary_campaign_id IS NOT NULL THEN 'marketing' WHEN $campaigns_known = 1 THEN 'other' ELSE 'unknown' END,
    primary_campaign_id
  FROM judged
  UNION ALL
  SELECT
    'first_touch', month, scope_id, value, value_unknown,
    CASE WHEN first_campaign IS NOT NULL THEN 'marketing' ELSE 'other' END,
    first_campaign
  FROM judged
  UNION ALL
  SELECT
    'before_sales', month, scope_id, value, value_unknown,
    CASE WHEN $sales_known = 0 THEN 'unknown' WHEN marketing_at < sales_at THEN 'marketing' ELSE 'other' END,
    CASE WHEN $sales_known = 1 AND marketing_at < sales_at THEN marketing_campaign END
  FROM judged
) AS said
GROUP BY rule, month, scope_id, verdict, campaign_id
ORDER BY rule, month, scope_id, verdict, campaign_id
