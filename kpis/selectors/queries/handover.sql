WITH {windows}, {people}, worked AS (
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
ever AS (
    SELECT EXISTS (SELECT FROM people WHERE mql_at IS NOT NULL) AS mql,
        EXISTS (SELECT FROM people WHERE sql_at IS NOT NULL) AS sql,
        EXISTS (SELECT FROM crm_salesactivity) AS worked,
        EXISTS (SELECT FROM crm_opportunity) AS offered
),
facts AS (
    SELECT e.measure, (e.since AT TIME ZONE %(zone)s)::date AS day, NULL::date AS until, CASE
            WHEN e.kind = 'hours' THEN round((extract(epoch FROM e.at - e.since) / 3600)::numeric, 2)
            WHEN e.at >= e.since AND e.at <= e.since + e.within THEN 1
            WHEN e.since + e.within > %(now)s::timestamptz THEN NULL ELSE 0 END AS amount, p.*
    FROM people p LEFT JOIN contacted c ON c.id = p.id LEFT JOIN offered o ON o.id = p.id CROSS JOIN ever
    CROSS JOIN LATERAL (
        SELECT 'leads_that_became_mqls' AS measure, 'share' AS kind, lead_at AS since, mql_at AS at,
            interval '90 days' AS within WHERE ever.mql
        UNION ALL SELECT 'mqls_that_became_sqls', 'share', mql_at, sql_at, interval '90 days' WHERE ever.sql
        UNION ALL SELECT 'sqls_that_became_opportunities', 'share', sql_at, o.at, interval '90 days' WHERE ever.offered
        UNION ALL SELECT 'mqls_inside_sla', 'share', mql_at, c.at, interval '24 hours' WHERE ever.worked
        UNION ALL SELECT 'mqls_contacted', 'share', mql_at, mql_at, interval '0' WHERE c.at IS NOT NULL
        UNION ALL SELECT 'median_hours_to_contact', 'hours', mql_at, c.at, interval '0' WHERE c.at IS NOT NULL
    ) AS e
    WHERE e.since IS NOT NULL
)
{dated}
