{touches}
sold AS (
    SELECT o.id, (o.ordered_at AT TIME ZONE %(zone)s)::date AS day, o.is_refund, o.reported,
        coalesce(c.merged_into_id, c.id, -coalesce(own.merged_into_id, own.id)) AS customer,
        coalesce(nullif(o.segment, ''), a.segment, '') AS segment,
        coalesce(nullif(o.region, ''), a.region, '') AS region,
        coalesce(nullif(o.product, ''), a.product, '') AS product,
        coalesce(nullif(o.business_unit, ''), a.business_unit, '') AS business_unit,
        coalesce(nullif(o.business, ''), a.business, '') AS business
    FROM crm_order o LEFT JOIN crm_contact c ON c.id = o.contact_id
    LEFT JOIN crm_account own ON own.id = coalesce(o.account_id, c.account_id)
    LEFT JOIN crm_account a ON a.id = coalesce(own.merged_into_id, own.id)
),
bought AS (
    SELECT sold.*, {placed}
    FROM sold LEFT JOIN (SELECT customer, min(day) AS until FROM sold GROUP BY customer) AS whose USING (customer)
    {origin}
)
