WITH {windows}, {people}, facts AS (
    SELECT e.measure, (e.at AT TIME ZONE %(zone)s)::date AS day, NULL::date AS until, 1 AS amount, p.*
    FROM people p CROSS JOIN LATERAL
        (VALUES ('new_leads', lead_at), ('mqls', mql_at), ('sals', sal_at), ('sqls', sql_at)) AS e(measure, at)
    WHERE e.at IS NOT NULL
)
{dated}
