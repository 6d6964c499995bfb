WITH {windows}, {deals}, {accounts}, ranked AS (
    SELECT d.*, row_number() OVER (PARTITION BY account_id ORDER BY closed_on, id) AS place
    FROM deals d WHERE outcome = 'won' AND account_id IS NOT NULL
),
facts AS (
    SELECT 'customers_with_paid_first_touch' AS measure, r.closed_on AS day, NULL::date AS until, 1::numeric AS amount,
        r.id, r.segment, r.region, r.product, r.business_unit, r.business, a.campaign, a.channel, a.theme
    FROM ranked r JOIN accounts a ON a.id = r.account_id
    JOIN campaigns_channel c ON c.id::text = a.channel AND c.is_paid
    WHERE r.place = 1 AND r.kind NOT IN ('renewal', 'expansion') AND r.closed_on IS NOT NULL
)
{dated}
