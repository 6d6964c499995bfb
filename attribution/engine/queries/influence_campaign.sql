SELECT journey_id, campaign_id AS group_id FROM step WHERE campaign_id IS NOT NULL
