SELECT DISTINCT ON (person) coalesce(c.merged_into_id, c.id) AS person, t.occurred_at AS at,
    coalesce(p.id::text, '') AS campaign, coalesce(p.channel_id, t.channel_id)::text AS channel,
    coalesce(p.theme_id::text, '') AS theme
FROM (
    SELECT DISTINCT ON (contact_id) contact_id, occurred_at, campaign_id, channel_id FROM crm_touchpoint
    ORDER BY contact_id, occurred_at, id
) AS t
JOIN crm_contact c ON c.id = t.contact_id LEFT JOIN campaigns_campaign p ON p.id = t.campaign_id
ORDER BY person, t.occurred_at, c.id
