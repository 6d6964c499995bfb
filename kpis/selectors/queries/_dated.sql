SELECT w.i, d.measure, sum(d.total) AS amount, sum(d.rows)::bigint AS rows, sum(d.rows - d.known)::bigint AS unknown,
    min(d.first) AS first {dims}
FROM (
    SELECT f.measure, f.day, f.until, CASE WHEN f.measure = ANY(%(medians)s) THEN f.amount END AS alone,
        sum(f.amount) AS total, count(*) AS rows, count(f.amount) AS known, min({first}) AS first {dims}
    FROM facts f WHERE f.measure = ANY(%(measures)s)
    GROUP BY f.measure, f.day, f.until, alone {dims}
) AS d JOIN windows w ON d.day >= w.starts_on AND d.day < w.ends_on AND coalesce(d.until, d.day) <= w.ends_on
GROUP BY w.i, d.measure, d.alone, CASE WHEN d.measure = ANY(%(latest)s) THEN d.day END {dims}
