WITH {windows}, {orders}, firsts AS (
    SELECT DISTINCT ON (customer) * FROM bought
    WHERE NOT is_refund AND customer IS NOT NULL ORDER BY customer, day, id
),
active AS (
    SELECT DISTINCT customer, date_trunc('month', day)::date AS month FROM bought WHERE NOT is_refund
),
facts AS (
    SELECT e.measure, NULL::date AS until, e.amount::numeric AS amount, f.*
    FROM firsts f CROSS JOIN LATERAL (
        SELECT 'cohort_size' AS measure, 1 AS amount
        UNION ALL
        SELECT k.measure, CASE
            WHEN date_trunc('month', f.day) + make_interval(months => k.after + 1) > %(tomorrow)s::date THEN NULL
            WHEN a.customer IS NULL THEN 0 ELSE 1 END
        FROM (VALUES ('cohort_month_1', 1), ('cohort_month_3', 3), ('cohort_month_12', 12)) AS k(measure, after)
        LEFT JOIN active a ON a.customer = f.customer
            AND a.month = (date_trunc('month', f.day) + make_interval(months => k.after))::date
    ) e
)
{dated}
