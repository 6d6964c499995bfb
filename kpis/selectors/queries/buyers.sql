WITH {windows}, {orders}, places AS (SELECT DISTINCT segment, region, product, business_unit, business FROM bought),
scopes AS MATERIALIZED (
    SELECT (s.i - 1)::text AS scope, p.* FROM jsonb_array_elements(%(scopes)s::jsonb) WITH ORDINALITY AS s(named, i)
    JOIN places p ON NOT EXISTS (SELECT FROM jsonb_each(s.named) AS e WHERE NOT e.value ? (to_jsonb(p) ->> e.key))
),
customers AS (
    SELECT w.i, b.customer, min(b.day) AS first, max(b.day) > min(b.day) AS is_back {dims}
    FROM bought b JOIN scopes USING (segment, region, product, business_unit, business)
    JOIN windows w ON b.day >= w.starts_on AND b.day < w.ends_on
    WHERE NOT b.is_refund AND b.customer IS NOT NULL
    GROUP BY w.i, b.customer {dims}
)
SELECT i, e.measure, count(*) AS amount, count(*) AS rows, 0 AS unknown, min(first) AS first {dims}
FROM customers CROSS JOIN LATERAL (VALUES ('buyers', TRUE), ('repeat_buyers', is_back)) AS e(measure, counts)
WHERE e.counts AND e.measure = ANY(%(measures)s)
GROUP BY i, e.measure {dims}
