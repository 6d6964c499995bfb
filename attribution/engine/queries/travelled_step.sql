-- Their steps in the same order.
SELECT step.channel
FROM step
JOIN journey ON journey.journey_id = step.journey_id
ORDER BY journey.cluster_id, journey.journey_id, step.step
