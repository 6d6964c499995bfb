WITH {windows}, facts AS (
    SELECT e.measure, s.spent_on AS day, NULL::date AS until, e.amount::numeric AS amount,
        s.campaign_id::text AS campaign, coalesce(c.channel_id::text, '') AS channel,
        coalesce(c.theme_id::text, '') AS theme
    FROM campaigns_spendentry s JOIN campaigns_campaign c ON c.id = s.campaign_id
    CROSS JOIN LATERAL (
        SELECT 'ad_impressions' AS measure, s.impressions AS amount UNION ALL SELECT 'ad_clicks', s.clicks
    ) AS e
    WHERE e.amount IS NOT NULL
)
{dated}
