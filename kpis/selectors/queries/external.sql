WITH {windows}, facts AS (
    SELECT id, name AS measure, measured_on AS day, measured_until AS until, value AS amount, segment, region, product,
        business_unit, business, '' AS campaign, '' AS channel, '' AS theme
    FROM kpis_externalvalue
)
{dated}
