WITH {windows}, {deals}, {accounts},
events AS (
    SELECT account_id, closed_on AS day, bool_or(outcome = 'won') AS won FROM deals
    WHERE account_id IS NOT NULL AND closed_on IS NOT NULL AND (outcome = 'won' OR kind = 'renewal' AND outcome = 'lost')
    GROUP BY account_id, closed_on
),
turns AS (
    SELECT *, won IS DISTINCT FROM lag(won) OVER (PARTITION BY account_id ORDER BY day) AS turns FROM events
),
spells AS (
    SELECT account_id, won, day, lead(day) OVER (PARTITION BY account_id ORDER BY day) AS until
    FROM turns WHERE turns
),
counted AS (
    SELECT w.i, s.account_id, s.day, s.until IS NULL OR s.until >= w.as_of AS retained
    FROM spells s JOIN windows w
        ON s.won AND (s.day < w.starts_on AND (s.until IS NULL OR s.until >= w.starts_on) OR w.i = %(ever)s)
)
SELECT c.i, e.measure, count(*) AS amount, count(*) AS rows, 0 AS unknown, min(c.day) AS first {dims}
FROM counted c JOIN accounts a ON a.id = c.account_id CROSS JOIN LATERAL
    (VALUES ('customers_at_start', TRUE), ('customers_retained', c.retained)) AS e(measure, counts)
WHERE e.counts AND e.measure = ANY(%(measures)s)
GROUP BY c.i, e.measure {dims}
