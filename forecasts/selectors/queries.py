"""SQL that reads whole tables at once: for workers."""

CUSTOMERS = """
WITH bought AS (
    SELECT coalesce('c' || coalesce(c.merged_into_id, c.id), 'a' || coalesce(own.merged_into_id, own.id)) AS customer,
        (o.ordered_at AT TIME ZONE %(zone)s)::date AS day, o.reported, o.is_refund
    FROM crm_order o LEFT JOIN crm_contact c ON c.id = o.contact_id
    LEFT JOIN crm_account own ON own.id = coalesce(o.account_id, c.account_id)
    WHERE (o.ordered_at AT TIME ZONE %(zone)s)::date < %(until)s
),
days AS (
    SELECT customer, day, sum(reported) AS amount FROM bought
    WHERE customer IS NOT NULL AND NOT is_refund AND reported IS NOT NULL
    GROUP BY customer, day HAVING sum(reported) > 0
),
paid AS (SELECT customer, sum(CASE WHEN is_refund THEN -abs(reported) ELSE reported END) AS paid FROM bought
    WHERE customer IS NOT NULL GROUP BY customer),
customers AS (
    SELECT customer, min(day) AS first, max(day) AS last, count(*) - 1 AS again, sum(amount) AS amount FROM days
    GROUP BY customer
),
repeats AS (
    SELECT d.customer, avg(d.amount) AS mean FROM days d JOIN customers c USING (customer)
    WHERE d.day > c.first GROUP BY d.customer
),
touches AS (
    SELECT k.customer, t.occurred_at, t.id, coalesce(t.channel_id, g.channel_id) AS channel
    FROM crm_touchpoint t JOIN crm_contact p ON p.id = t.contact_id
    LEFT JOIN campaigns_campaign g ON g.id = t.campaign_id
    LEFT JOIN crm_account a ON a.id = p.account_id
    CROSS JOIN LATERAL (VALUES ('c' || coalesce(p.merged_into_id, p.id)), ('a' || coalesce(a.merged_into_id, a.id)))
        AS k(customer)
    WHERE k.customer IS NOT NULL
),
came AS (
    SELECT DISTINCT ON (t.customer) t.customer, t.channel FROM touches t JOIN customers c USING (customer)
    WHERE (t.occurred_at AT TIME ZONE %(zone)s)::date <= c.first ORDER BY t.customer, t.occurred_at, t.id
)
SELECT c.first, c.again, c.last - c.first AS recency, %(until)s - c.first AS age, coalesce(r.mean, 0)::float8,
    coalesce(p.paid, 0)::float8, coalesce(came.channel, 0)
FROM customers c LEFT JOIN repeats r USING (customer) LEFT JOIN paid p USING (customer)
LEFT JOIN came USING (customer) WHERE %(until)s > c.first ORDER BY c.first, c.customer
"""

CONTRACTS = """
WITH closed AS (
    SELECT coalesce(a.merged_into_id, a.id) AS account, o.closed_on AS day, o.outcome, o.kind
    FROM crm_opportunity o JOIN crm_account a ON a.id = o.account_id
    WHERE o.closed_on < %(until)s AND o.outcome IN ('won', 'lost')
),
firsts AS (SELECT account, min(day) AS first FROM closed WHERE outcome = 'won' AND kind <> 'renewal' GROUP BY account),
ends AS (
    SELECT c.account, min(c.day) AS lost FROM closed c JOIN firsts f USING (account)
    WHERE c.kind = 'renewal' AND c.outcome = 'lost' AND c.day >= f.first GROUP BY c.account
)
SELECT f.first, count(c.account) + (e.lost IS NOT NULL)::int AS tenure, (e.lost IS NOT NULL)::int AS ended
FROM firsts f LEFT JOIN ends e USING (account)
LEFT JOIN closed c ON c.account = f.account AND c.kind = 'renewal' AND c.outcome = 'won' AND c.day >= f.first
    AND (e.lost IS NULL OR c.day < e.lost)
GROUP BY f.account, f.first, e.lost ORDER BY f.first, f.account
"""
