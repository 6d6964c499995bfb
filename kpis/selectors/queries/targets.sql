WITH {windows}, facts AS (
    SELECT 'sales_target' AS measure, month AS day, (month + interval '1 month')::date AS until, target AS amount,
        segment, region, '' AS product, '' AS business_unit, '' AS business, '' AS campaign, '' AS channel, '' AS theme
    FROM okrs_salestarget
)
{dated}
