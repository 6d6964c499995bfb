CASE
  WHEN anchored_w_shaped.whole = 0 THEN CAST(1 AS DOUBLE) / step.steps
  WHEN anchored_w_shaped.first_part > 0 AND step.step = 1
    OR anchored_w_shaped.lead_part > 0 AND step.step = anchor.lead_step
    OR anchored_w_shaped.opportunity_part > 0 AND step.step = anchor.opportunity_step
    OR anchored_w_shaped.closing_part > 0 AND step.step = step.steps
  THEN (
    CASE WHEN step.step = 1 THEN anchored_w_shaped.first_part ELSE 0.0 END
    + CASE WHEN step.step = anchor.lead_step THEN anchored_w_shaped.lead_part ELSE 0.0 END
    + CASE WHEN step.step = anchor.opportunity_step THEN anchored_w_shaped.opportunity_part ELSE 0.0 END
    + CASE WHEN step.step = step.steps THEN anchored_w_shaped.closing_part ELSE 0.0 END
  ) / anchored_w_shaped.whole
  ELSE anchored_w_shaped.rest_part / anchored_w_shaped.whole
END
