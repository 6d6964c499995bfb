CAST(1 AS DOUBLE) / step.steps
