WITH {windows}, {bought}, places AS (SELECT DISTINCT segment, region, product, business_unit, business FROM bought),
scopes AS MATERIALIZED (
    SELECT (s.i - 1)::text AS scope, p.* FROM jsonb_array_elements(%(scopes)s::jsonb) WITH ORDINALITY AS s(named, i)
    JOIN places p ON NOT EXISTS (SELECT FROM jsonb_each(s.named) AS e WHERE NOT e.value ? (to_jsonb(p) ->> e.key))
),
days AS (
    SELECT w.i, d.day FROM (SELECT DISTINCT day FROM bought) AS d
    JOIN windows w ON d.day >= w.starts_on AND d.day < w.ends_on
),
visits AS (
    SELECT d.i, b.customer, b.segment, b.region, b.product, b.business_unit, b.business {split},
        min(b.day) AS first, max(b.day) AS last
    FROM bought b JOIN days d ON d.day = b.day WHERE NOT b.is_refund AND b.customer IS NOT NULL
    GROUP BY d.i, b.customer, b.segment, b.region, b.product, b.business_unit, b.business {split}
),
customers AS (
    SELECT i, customer, min(first) AS first, max(last) > min(first) AS is_back {dims}
    FROM visits JOIN scopes USING (segment, region, product, business_unit, business)
    GROUP BY i, customer {dims}
)
SELECT i, e.measure, count(*) AS amount, count(*) AS rows, 0 AS unknown, min(first) AS first {dims}
FROM customers CROSS JOIN LATERAL (
    SELECT 'buyers' AS measure UNION ALL SELECT 'repeat_buyers' WHERE is_back
) AS e
WHERE e.measure = ANY(%(measures)s)
GROUP BY i, e.measure {dims}
