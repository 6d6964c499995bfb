WITH {windows}, {deals}
SELECT w.i, e.measure, sum(d.reported) AS amount, count(*) AS rows, count(*) - count(d.reported) AS unknown,
    min(d.created_on) AS first {dims}
FROM deals d JOIN windows w
    ON (d.created_on < w.as_of OR (d.created_on IS NULL AND w.as_of = %(tomorrow)s::date))
    AND (d.outcome = 'open' OR d.closed_on >= w.as_of OR w.i = %(ever)s)
CROSS JOIN LATERAL (VALUES
    ('open_pipeline_amount', TRUE),
    ('pipeline_due', d.expected_close_on >= w.starts_on AND d.expected_close_on < w.ends_on)
) AS e(measure, counts)
WHERE e.counts AND e.measure = ANY(%(measures)s)
GROUP BY w.i, e.measure {dims}
