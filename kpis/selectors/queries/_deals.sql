words AS (SELECT lower(name) AS word FROM campaigns_channel UNION SELECT lower(word) FROM campaigns_channelword),
deals AS (
    SELECT o.id, coalesce(own.merged_into_id, own.id) AS account_id, o.outcome, o.kind, o.reported, o.closed_on,
        o.expected_close_on, (o.created_at AT TIME ZONE %(zone)s)::date AS created_on,
        (o.primary_campaign_id IS NOT NULL OR lower(o.source_field) IN (SELECT word FROM words)) AS is_marketing,
        coalesce(nullif(o.segment, ''), a.segment, '') AS segment,
        coalesce(nullif(o.region, ''), a.region, '') AS region,
        coalesce(nullif(o.product, ''), a.product, '') AS product,
        coalesce(nullif(o.business_unit, ''), a.business_unit, '') AS business_unit,
        coalesce(nullif(o.business, ''), a.business, '') AS business,
        coalesce(p.id::text, '') AS campaign, coalesce(p.channel_id::text, '') AS channel,
        coalesce(p.theme_id::text, '') AS theme
    FROM crm_opportunity o LEFT JOIN crm_account own ON own.id = o.account_id
    LEFT JOIN crm_account a ON a.id = coalesce(own.merged_into_id, own.id)
    LEFT JOIN campaigns_campaign p ON p.id = o.primary_campaign_id
)
