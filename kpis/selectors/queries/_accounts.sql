{touches}
accounts AS (
    SELECT a.id, a.segment, a.region, a.product, a.business_unit, 'existing' AS business, {placed}
    FROM crm_account a LEFT JOIN (
        SELECT account_id, min(closed_on) AS until FROM deals WHERE outcome = 'won' GROUP BY account_id
    ) AS whose ON whose.account_id = a.id
    {origin}
)
