CASE
  WHEN step.steps = 1 THEN 1.0
  WHEN step.steps = 2 THEN 0.5
  WHEN step.step = 1 OR step.step = step.steps THEN 0.4
  ELSE CAST(0.2 AS DOUBLE) / (step.steps - 2)
END
