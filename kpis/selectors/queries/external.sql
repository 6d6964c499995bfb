WITH {windows}, words AS (
    SELECT 1 AS rank, lower(name) AS word, '' AS campaign, id::text AS channel, '' AS theme FROM campaigns_channel
    UNION ALL SELECT 2, lower(word), '', channel_id::text, '' FROM campaigns_channelword
    UNION ALL SELECT 3, lower(name), id::text, coalesce(channel_id::text, ''), coalesce(theme_id::text, '')
    FROM campaigns_campaign
),
named AS (SELECT DISTINCT ON (word) * FROM words ORDER BY word, rank, campaign),
facts AS (
    SELECT v.id, v.name AS measure, v.measured_on AS day, v.measured_until AS until, v.value AS amount, v.segment,
        v.region, v.product, v.business_unit, v.business, coalesce(n.campaign, '') AS campaign,
        coalesce(n.channel, '') AS channel, coalesce(n.theme, '') AS theme
    FROM kpis_externalvalue v LEFT JOIN named n ON n.word = lower(v.attributes ->> 'part')
)
{dated}
