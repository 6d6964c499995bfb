WITH {windows}, {deals}
SELECT d.created_on, t.name, d.reported, t.source, t.external_id, t.batch_id, t.line
FROM deals d JOIN crm_opportunity t ON t.id = d.id JOIN windows w
    ON (d.created_on < w.as_of OR (d.created_on IS NULL AND w.as_of = %(tomorrow)s::date))
    AND (d.outcome = 'open' OR d.closed_on >= w.as_of)
WHERE (%(measures)s)[1] = 'open_pipeline_amount'
    OR (d.expected_close_on >= w.starts_on AND d.expected_close_on < w.ends_on)
ORDER BY d.created_on DESC NULLS LAST, d.id LIMIT %(most)s
