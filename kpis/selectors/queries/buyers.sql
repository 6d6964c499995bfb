WITH {windows}, {orders}, customers AS (
    SELECT w.i, b.customer, count(DISTINCT b.day) AS days, min(b.day) AS first {dims}
    FROM bought b JOIN windows w ON b.day >= w.starts_on AND b.day < w.ends_on
    WHERE NOT b.is_refund AND b.customer IS NOT NULL {scope}
    GROUP BY w.i, b.customer {dims}
)
SELECT i, e.measure, count(*) AS amount, count(*) AS rows, 0 AS unknown, min(first) AS first {dims}
FROM customers CROSS JOIN LATERAL (VALUES ('buyers', TRUE), ('repeat_buyers', days >= 2)) AS e(measure, counts)
WHERE e.counts AND e.measure = ANY(%(measures)s)
GROUP BY i, e.measure {dims}
