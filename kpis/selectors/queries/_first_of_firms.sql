SELECT DISTINCT ON (account) coalesce(a.merged_into_id, a.id) AS account, o.at, o.campaign, o.channel, o.theme
FROM origins o JOIN crm_contact c ON c.id = o.person JOIN crm_account a ON a.id = c.account_id
ORDER BY account, o.at, o.person
