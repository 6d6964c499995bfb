WITH {windows}, {people}, {handed},
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
    FROM people p JOIN handed h ON h.id = p.id CROSS JOIN ever
    CROSS JOIN LATERAL (
        SELECT 'leads_that_became_mqls' AS measure, 'share' AS kind, lead_at AS since, mql_at AS at,
            interval '90 days' AS within WHERE ever.mql
        UNION ALL SELECT 'mqls_that_became_sqls', 'share', mql_at, sql_at, interval '90 days' WHERE ever.sql
        UNION ALL SELECT 'sqls_that_became_opportunities', 'share', sql_at, h.offered_at, interval '90 days'
            WHERE ever.offered
        UNION ALL SELECT 'mqls_inside_sla', 'share', mql_at, h.contacted_at, interval '24 hours' WHERE ever.worked
        UNION ALL SELECT 'mqls_contacted', 'share', mql_at, mql_at, interval '0' WHERE h.contacted_at IS NOT NULL
        UNION ALL SELECT 'median_hours_to_contact', 'hours', mql_at, h.contacted_at, interval '0'
            WHERE h.contacted_at IS NOT NULL
    ) AS e
    WHERE e.since IS NOT NULL
)
{dated}
