-- Deals of the milestone with everything the rules of sourcing look at; without sales activity the deal itself is the first.
SELECT
  journey.month,
  journey.scope_id,
  journey.value,
  journey.value_unknown,
  COALESCE(deal.field, -1) AS field,
  deal.primary_campaign_id,
  origin.first_campaign,
  origin.marketing_campaign,
  origin.marketing_at,
  COALESCE(deal.first_sales_at, origin.ended_at) AS sales_at
FROM journey
JOIN origin ON origin.subject_id = journey.subject_id
LEFT JOIN deal ON deal.subject_id = journey.subject_id
WHERE journey.conversions > 0
