persons AS (
    SELECT coalesce(merged_into_id, id) AS id, min(lead_at) AS lead_at, min(mql_at) AS mql_at, min(sal_at) AS sal_at,
        min(sql_at) AS sql_at
    FROM crm_contact GROUP BY 1
),
people AS (
    SELECT p.*, coalesce(o.merged_into_id, o.id) AS account_id,
        coalesce(a.segment, '') AS segment, coalesce(a.region, '') AS region, coalesce(a.product, '') AS product,
        coalesce(a.business_unit, '') AS business_unit, coalesce(a.business, '') AS business,
        '' AS campaign, '' AS channel, '' AS theme
    FROM persons p JOIN crm_contact c ON c.id = p.id LEFT JOIN crm_account o ON o.id = c.account_id
    LEFT JOIN crm_account a ON a.id = coalesce(o.merged_into_id, o.id)
)
