POWER(CAST(2 AS DOUBLE), GREATEST((trait.youngest - step.age) / $half_life, CAST(-1000 AS DOUBLE))) / trait.decay_sum
