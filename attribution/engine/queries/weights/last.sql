CASE WHEN step.step = step.steps THEN 1.0 ELSE 0.0 END
