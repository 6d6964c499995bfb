WITH {windows}, {deals}, ranked AS (
    SELECT d.*, outcome = 'won' AS won, outcome = 'lost' AS lost, closed_on - created_on AS cycle,
        row_number() OVER (PARTITION BY coalesce(account_id, -id), outcome ORDER BY closed_on, id) AS place
    FROM deals d
),
facts AS (
    SELECT e.measure, e.day, NULL::date AS until, e.amount, r.*
    FROM ranked r CROSS JOIN LATERAL (
        SELECT 'opportunities' AS measure, created_on AS day, 1::numeric AS amount
        UNION ALL SELECT 'pipeline_created', created_on, reported
        UNION ALL SELECT 'sourced_pipeline_by_field', created_on, reported WHERE is_marketing
        UNION ALL SELECT 'opportunities_won_within_180_days', created_on, CASE
            WHEN won AND cycle BETWEEN 0 AND 180 THEN 1
            WHEN outcome = 'open' AND created_on + 180 >= %(tomorrow)s::date THEN NULL ELSE 0 END::numeric
        UNION ALL SELECT 'won_deals', closed_on, 1::numeric WHERE won
        UNION ALL SELECT 'lost_deals', closed_on, 1::numeric WHERE lost
        UNION ALL SELECT 'won_deals_with_amount', closed_on, 1::numeric WHERE won AND reported IS NOT NULL
        UNION ALL SELECT 'won_revenue', closed_on, reported WHERE won
        UNION ALL SELECT 'lost_amount', closed_on, reported WHERE lost
        UNION ALL SELECT 'sourced_revenue_by_field', closed_on, reported WHERE won AND is_marketing
        UNION ALL SELECT 'customers_won', closed_on, 1::numeric
            WHERE won AND place = 1 AND kind NOT IN ('renewal', 'expansion')
        UNION ALL SELECT 'renewals_won', closed_on, 1::numeric WHERE won AND kind = 'renewal'
        UNION ALL SELECT 'renewals_lost', closed_on, 1::numeric WHERE lost AND kind = 'renewal'
        UNION ALL SELECT 'cycle_deals', closed_on, 1::numeric WHERE won AND cycle >= 0
        UNION ALL SELECT 'cycle_days', closed_on, cycle::numeric WHERE won AND cycle >= 0
        UNION ALL SELECT 'median_cycle_days', closed_on, cycle::numeric WHERE won AND cycle >= 0
    ) AS e
    WHERE e.day IS NOT NULL
)
{dated}
