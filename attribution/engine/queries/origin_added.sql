-- Origins known already, and those of deals that are seen for the first time.
SELECT * FROM origin_known
UNION ALL
SELECT fresh.* FROM origin_fresh AS fresh
LEFT JOIN origin_known ON origin_known.subject_id = fresh.subject_id
WHERE origin_known.subject_id IS NULL
