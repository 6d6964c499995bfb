WITH {windows}, {deals}, ranked AS (
    SELECT d.*, outcome = 'won' AS won, outcome = 'lost' AS lost, closed_on - created_on AS cycle,
        row_number() OVER (PARTITION BY coalesce(account_id, -id), outcome ORDER BY closed_on, id) AS place
    FROM deals d
),
facts AS (
    SELECT e.measure, e.day, NULL::date AS until, e.amount::numeric AS amount, r.*
    FROM ranked r CROSS JOIN LATERAL (VALUES
        ('opportunities', created_on, 1),
        ('pipeline_created', created_on, reported),
        ('sourced_pipeline_by_field', CASE WHEN is_marketing THEN created_on END, reported),
        ('opportunities_won_within_180_days', created_on, CASE
            WHEN won AND cycle BETWEEN 0 AND 180 THEN 1
            WHEN outcome = 'open' AND created_on + 180 >= %(tomorrow)s::date THEN NULL ELSE 0 END),
        ('won_deals', CASE WHEN won THEN closed_on END, 1),
        ('lost_deals', CASE WHEN lost THEN closed_on END, 1),
        ('won_deals_with_amount', CASE WHEN won AND reported IS NOT NULL THEN closed_on END, 1),
        ('won_revenue', CASE WHEN won THEN closed_on END, reported),
        ('lost_amount', CASE WHEN lost THEN closed_on END, reported),
        ('sourced_revenue_by_field', CASE WHEN won AND is_marketing THEN closed_on END, reported),
        ('customers_won', CASE WHEN won AND place = 1 AND kind NOT IN ('renewal', 'expansion') THEN closed_on END, 1),
        ('renewals_won', CASE WHEN won AND kind = 'renewal' THEN closed_on END, 1),
        ('renewals_lost', CASE WHEN lost AND kind = 'renewal' THEN closed_on END, 1),
        ('cycle_deals', CASE WHEN won AND cycle >= 0 THEN closed_on END, 1),
        ('cycle_days', CASE WHEN won AND cycle >= 0 THEN closed_on END, cycle),
        ('median_cycle_days', CASE WHEN won AND cycle >= 0 THEN closed_on END, cycle)
    ) AS e(measure, day, amount)
    WHERE e.day IS NOT NULL
)
{dated}
