WITH {windows}, {deals}, {accounts},
won AS (SELECT account_id, closed_on, reported FROM deals WHERE outcome = 'won' AND account_id IS NOT NULL),
paid AS (
    SELECT w.i, d.account_id, min(d.closed_on) AS first,
        sum(d.reported) FILTER (WHERE d.closed_on < w.as_of - interval '1 year') AS before,
        coalesce(sum(d.reported) FILTER (WHERE d.closed_on >= w.starts_on), 0) AS now,
        count(*) - count(d.reported) AS unknown
    FROM won d JOIN windows w ON
        (d.closed_on >= w.starts_on - interval '1 year' AND d.closed_on < w.as_of - interval '1 year')
        OR (d.closed_on >= w.starts_on AND d.closed_on < w.as_of)
    WHERE w.i <> %(ever)s
    GROUP BY w.i, d.account_id
    UNION ALL
    SELECT %(ever)s, account_id, min(closed_on), sum(reported), 0, count(*) - count(reported) FROM won GROUP BY account_id
)
SELECT p.i, e.measure, sum(e.amount) AS amount, count(*) AS rows, sum(p.unknown) AS unknown, min(p.first) AS first
    {dims}
FROM paid p JOIN accounts a ON a.id = p.account_id CROSS JOIN LATERAL (VALUES
    ('revenue_before', p.before), ('revenue_kept', least(p.before, p.now)), ('revenue_of_same', p.now)
) AS e(measure, amount)
WHERE p.before IS NOT NULL AND e.measure = ANY(%(measures)s)
GROUP BY p.i, e.measure {dims}
