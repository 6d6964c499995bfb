WITH {windows}
SELECT t.spent_on, c.name, t.reported, t.source, t.external_id, t.batch_id, t.line
FROM campaigns_spendentry t JOIN windows w ON t.spent_on < w.ends_on AND t.spent_until > w.starts_on
JOIN campaigns_campaign c ON c.id = t.campaign_id LEFT JOIN campaigns_channel p ON p.id = c.channel_id
WHERE CASE (%(measures)s)[1] WHEN 'campaign_spend' THEN t.enabling_reason = ''
    WHEN 'paid_spend' THEN t.enabling_reason = '' AND coalesce(p.is_paid, FALSE) ELSE TRUE END
ORDER BY t.spent_on DESC, t.id LIMIT %(most)s
