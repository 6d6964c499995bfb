WITH {windows}, {deals}
SELECT w.i, e.measure, sum(d.reported) AS amount, count(*) AS rows, count(*) - count(d.reported) AS unknown,
    min(d.created_on) AS first {dims}
FROM deals d JOIN windows w
    ON (d.created_on < w.as_of OR (d.created_on IS NULL AND w.as_of = %(tomorrow)s::date))
    AND (d.outcome = 'open' OR d.closed_on >= w.as_of OR w.i = %(ever)s)
CROSS JOIN LATERAL (
    SELECT 'open_pipeline_amount' AS measure
    UNION ALL SELECT 'pipeline_due' WHERE d.expected_close_on >= w.starts_on AND d.expected_close_on < w.ends_on
) AS e
WHERE e.measure = ANY(%(measures)s)
GROUP BY w.i, e.measure {dims}
