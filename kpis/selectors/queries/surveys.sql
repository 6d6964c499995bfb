WITH {windows}, facts AS (
    SELECT s.id, e.measure, s.taken_on AS day, NULL::date AS until, e.amount::numeric AS amount, s.segment, s.region,
        s.product, s.business_unit, s.business, '' AS campaign, '' AS channel, '' AS theme
    FROM crm_surveyreading s CROSS JOIN LATERAL (VALUES
        (CASE s.measure WHEN 'nps' THEN 'nps' WHEN 'aided_awareness' THEN 'aided' WHEN 'unaided_awareness'
            THEN 'unaided' ELSE s.measure END || '_respondents', s.respondents),
        (CASE s.measure WHEN 'nps' THEN 'promoters' WHEN 'aided_awareness' THEN 'aided_yes'
            WHEN 'unaided_awareness' THEN 'unaided_yes' ELSE s.measure || '_yes' END, s.positive),
        (CASE s.measure WHEN 'nps' THEN 'detractors' END, s.negative)
    ) AS e(measure, amount)
)
{dated}
