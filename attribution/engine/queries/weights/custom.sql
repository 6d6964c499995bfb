CASE
  WHEN anchored_custom.whole = 0 THEN CAST(1 AS DOUBLE) / step.steps
  WHEN anchored_custom.first_part > 0 AND step.step = 1
    OR anchored_custom.lead_part > 0 AND step.step = anchor.lead_step
    OR anchored_custom.opportunity_part > 0 AND step.step = anchor.opportunity_step
    OR anchored_custom.closing_part > 0 AND step.step = step.steps
  THEN (
    CASE WHEN step.step = 1 THEN anchored_custom.first_part ELSE 0.0 END
    + CASE WHEN step.step = anchor.lead_step THEN anchored_custom.lead_part ELSE 0.0 END
    + CASE WHEN step.step = anchor.opportunity_step THEN anchored_custom.opportunity_part ELSE 0.0 END
    + CASE WHEN step.step = step.steps THEN anchored_custom.closing_part ELSE 0.0 END
  ) / anchored_custom.whole
  ELSE anchored_custom.rest_part / anchored_custom.whole
END
