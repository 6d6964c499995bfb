-- Milestones that no touch preceded.
SELECT journey.journey_id
FROM journey
LEFT JOIN (SELECT journey_id FROM step WHERE step = 1) AS touched ON touched.journey_id = journey.journey_id
WHERE journey.conversions > 0 AND touched.journey_id IS NULL
