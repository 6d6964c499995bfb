WITH {windows}, {bought}, facts AS (
    SELECT e.measure, NULL::date AS until, e.amount, b.*
    FROM bought b CROSS JOIN LATERAL (
        SELECT 'orders' AS measure, 1::numeric AS amount WHERE NOT is_refund
        UNION ALL SELECT 'order_revenue', reported
    ) AS e
)
{dated}
