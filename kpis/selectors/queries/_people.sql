{touches}
merged AS (
    SELECT merged_into_id AS id, min(lead_at) AS lead_at, min(mql_at) AS mql_at, min(sal_at) AS sal_at,
        min(sql_at) AS sql_at
    FROM crm_contact WHERE merged_into_id IS NOT NULL GROUP BY merged_into_id
),
people AS (
    SELECT c.id, least(c.lead_at, m.lead_at) AS lead_at, least(c.mql_at, m.mql_at) AS mql_at,
        least(c.sal_at, m.sal_at) AS sal_at, least(c.sql_at, m.sql_at) AS sql_at,
        coalesce(o.merged_into_id, o.id) AS account_id,
        coalesce(a.segment, '') AS segment, coalesce(a.region, '') AS region, coalesce(a.product, '') AS product,
        coalesce(a.business_unit, '') AS business_unit, coalesce(a.business, '') AS business,
        {placed}
    FROM crm_contact c LEFT JOIN merged m ON m.id = c.id LEFT JOIN crm_account o ON o.id = c.account_id
    LEFT JOIN crm_account a ON a.id = coalesce(o.merged_into_id, o.id)
    CROSS JOIN LATERAL (
        SELECT c.id AS person, least(c.lead_at, m.lead_at, c.mql_at, m.mql_at, c.sal_at, m.sal_at, c.sql_at, m.sql_at)
            AS until
    ) AS whose
    {origin}
    WHERE c.merged_into_id IS NULL
)
