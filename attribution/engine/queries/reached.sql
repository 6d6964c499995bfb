-- Journeys with at least one touch.
SELECT journey_id FROM step WHERE step = 1
