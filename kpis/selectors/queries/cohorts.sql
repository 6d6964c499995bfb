WITH {windows}, {bought}, ordered AS (
    SELECT *, row_number() OVER own AS place, (date_part('year', day) * 12 + date_part('month', day))::int
        - (date_part('year', first_value(day) OVER own) * 12 + date_part('month', first_value(day) OVER own))::int AS apart
    FROM bought WHERE NOT is_refund AND customer IS NOT NULL WINDOW own AS (PARTITION BY customer ORDER BY day, id)
),
again AS (SELECT customer, array_agg(DISTINCT apart) AS months FROM ordered WHERE apart IN (1, 3, 12) GROUP BY customer),
facts AS (
    SELECT e.measure, NULL::date AS until, e.amount::numeric AS amount, f.*
    FROM ordered f LEFT JOIN again a ON a.customer = f.customer CROSS JOIN LATERAL (
        SELECT 'cohort_size' AS measure, 1 AS amount
        UNION ALL
        SELECT k.measure, CASE
            WHEN date_trunc('month', f.day) + make_interval(months => k.after + 1) > %(tomorrow)s::date THEN NULL
            WHEN k.after = ANY(a.months) THEN 1 ELSE 0 END
        FROM (VALUES ('cohort_month_1', 1), ('cohort_month_3', 3), ('cohort_month_12', 12)) AS k(measure, after)
    ) e
    WHERE f.place = 1
)
{dated}
