CASE WHEN step.step = COALESCE(trait.last_known, step.steps) THEN 1.0 ELSE 0.0 END
