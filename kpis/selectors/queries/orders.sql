WITH {windows}, {orders}, facts AS (
    SELECT e.measure, NULL::date AS until, e.amount::numeric AS amount, b.*
    FROM bought b CROSS JOIN LATERAL
        (VALUES ('orders', CASE WHEN NOT is_refund THEN 1 END, NOT is_refund), ('order_revenue', reported, TRUE))
        AS e(measure, amount, counts)
    WHERE e.counts
)
{dated}
