-- The channels, campaigns and themes that touched every journey, each once; campaigns have their theme in campaign_theme.
SELECT DISTINCT step.journey_id, 'channel' AS touched, CAST(channel.channel_id AS BIGINT) AS touched_id
FROM step
JOIN channel ON channel.code = step.channel
WHERE channel.channel_id >= 0
UNION ALL
SELECT DISTINCT journey_id, 'campaign' AS touched, campaign_id AS touched_id
FROM step
WHERE campaign_id IS NOT NULL
UNION ALL
SELECT DISTINCT step.journey_id, 'theme' AS touched, campaign_theme.theme_id AS touched_id
FROM step
JOIN campaign_theme ON campaign_theme.campaign_id = step.campaign_id
