-- Journeys with at least one touch, unit by unit.
SELECT journey.journey_id, journey.cluster_id, journey.mass, journey.conversions, journey.nulls, journey.value, step.steps
FROM journey
JOIN step ON step.journey_id = journey.journey_id AND step.step = 1
ORDER BY journey.cluster_id, journey.journey_id
