SELECT f.day, t.name, f.amount, t.source, t.external_id, t.batch_id, t.line
FROM facts f JOIN windows w ON f.day >= w.starts_on AND f.day < w.ends_on JOIN crm_opportunity t ON t.id = f.id
WHERE f.measure = ANY(%(measures)s) ORDER BY f.day DESC, t.id LIMIT %(most)s
