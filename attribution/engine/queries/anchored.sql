-- Shares of the anchors a journey has and of each other touch, renormalised; whole = 0 when nothing with weight is there.
SELECT
  journey_id,
  $first AS first_part,
  lead_part,
  opportunity_part,
  $closing AS closing_part,
  CASE WHEN others > 0 THEN $rest / others ELSE CAST(0 AS DOUBLE) END AS rest_part,
  $first + lead_part + opportunity_part + $closing + CASE WHEN others > 0 THEN $rest ELSE CAST(0 AS DOUBLE) END AS whole
FROM (
  SELECT
    journey_id,
    CASE WHEN lead_step IS NULL THEN CAST(0 AS DOUBLE) ELSE $lead END AS lead_part,
    CASE WHEN opportunity_step IS NULL THEN CAST(0 AS DOUBLE) ELSE $opportunity END AS opportunity_part,
    steps
      - CASE WHEN $first > 0 THEN 1 ELSE 0 END
      - CASE WHEN $lead > 0 AND lead_step IS NOT NULL AND NOT ($first > 0 AND lead_step = 1) THEN 1 ELSE 0 END
      - CASE
          WHEN $opportunity > 0 AND opportunity_step IS NOT NULL AND NOT ($first > 0 AND opportunity_step = 1)
            AND NOT ($lead > 0 AND COALESCE(lead_step, 0) = opportunity_step) THEN 1
          ELSE 0
        END
      - CASE
          WHEN $closing > 0 AND NOT ($first > 0 AND steps = 1) AND NOT ($lead > 0 AND COALESCE(lead_step, 0) = steps)
            AND NOT ($opportunity > 0 AND COALESCE(opportunity_step, 0) = steps) THEN 1
          ELSE 0
        END AS others
  FROM anchor
) AS counted
