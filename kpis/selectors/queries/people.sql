WITH {windows}, {people}, facts AS (
    SELECT e.measure, (e.at AT TIME ZONE %(zone)s)::date AS day, NULL::date AS until, 1 AS amount, p.*
    FROM people p CROSS JOIN LATERAL (
        SELECT 'new_leads' AS measure, lead_at AS at UNION ALL SELECT 'mqls', mql_at
        UNION ALL SELECT 'sals', sal_at UNION ALL SELECT 'sqls', sql_at
    ) AS e
    WHERE e.at IS NOT NULL
)
{dated}
