CASE
  WHEN anchored_full_path.whole = 0 THEN CAST(1 AS DOUBLE) / step.steps
  WHEN anchored_full_path.first_part > 0 AND step.step = 1
    OR anchored_full_path.lead_part > 0 AND step.step = anchor.lead_step
    OR anchored_full_path.opportunity_part > 0 AND step.step = anchor.opportunity_step
    OR anchored_full_path.closing_part > 0 AND step.step = step.steps
  THEN (
    CASE WHEN step.step = 1 THEN anchored_full_path.first_part ELSE 0.0 END
    + CASE WHEN step.step = anchor.lead_step THEN anchored_full_path.lead_part ELSE 0.0 END
    + CASE WHEN step.step = anchor.opportunity_step THEN anchored_full_path.opportunity_part ELSE 0.0 END
    + CASE WHEN step.step = step.steps THEN anchored_full_path.closing_part ELSE 0.0 END
  ) / anchored_full_path.whole
  ELSE anchored_full_path.rest_part / anchored_full_path.whole
END
