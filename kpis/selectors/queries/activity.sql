WITH {windows}, facts AS (
    SELECT e.measure, s.spent_on AS day, NULL::date AS until, e.amount::numeric AS amount,
        s.campaign_id::text AS campaign
    FROM campaigns_spendentry s CROSS JOIN LATERAL (
        SELECT 'ad_impressions' AS measure, s.impressions AS amount UNION ALL SELECT 'ad_clicks', s.clicks
    ) AS e
    WHERE e.amount IS NOT NULL
)
{dated}
