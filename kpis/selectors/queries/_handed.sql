worked AS (
    SELECT coalesce(c.merged_into_id, c.id) AS person, s.occurred_at
    FROM crm_salesactivity s JOIN crm_contact c ON c.id = s.contact_id
    UNION ALL
    SELECT p.id, s.occurred_at FROM crm_salesactivity s JOIN crm_account a ON a.id = s.account_id
    JOIN people p ON p.account_id = coalesce(a.merged_into_id, a.id) AND p.mql_at IS NOT NULL
    WHERE s.contact_id IS NULL
),
contacted AS (
    SELECT p.id, min(w.occurred_at) AS at FROM people p JOIN worked w ON w.person = p.id AND w.occurred_at >= p.mql_at
    GROUP BY p.id
),
named AS (
    SELECT coalesce(c.merged_into_id, c.id) AS person, o.created_at
    FROM crm_contactrole r JOIN crm_contact c ON c.id = r.contact_id JOIN crm_opportunity o ON o.id = r.opportunity_id
),
firms AS (
    SELECT coalesce(a.merged_into_id, a.id) AS account_id, o.created_at
    FROM crm_opportunity o JOIN crm_account a ON a.id = o.account_id
),
offered AS (
    SELECT id, min(created_at) AS at FROM (
        SELECT p.id, o.created_at FROM people p JOIN named o ON o.person = p.id AND o.created_at >= p.sql_at
        UNION ALL
        SELECT p.id, o.created_at FROM people p JOIN firms o ON o.account_id = p.account_id AND o.created_at >= p.sql_at
        WHERE p.sql_at IS NOT NULL
    ) AS found GROUP BY id
),
handed AS (
    SELECT p.id, c.at AS contacted_at, o.at AS offered_at
    FROM people p LEFT JOIN contacted c ON c.id = p.id LEFT JOIN offered o ON o.id = p.id
)
