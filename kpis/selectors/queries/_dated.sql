SELECT w.i, f.measure, sum(f.amount) AS amount, count(*) AS rows, count(*) - count(f.amount) AS unknown,
    min({first}) AS first {dims}
FROM facts f JOIN windows w ON f.day >= w.starts_on AND f.day < w.ends_on AND coalesce(f.until, f.day) <= w.ends_on
WHERE f.measure = ANY(%(measures)s)
GROUP BY w.i, f.measure {grain} {dims}
