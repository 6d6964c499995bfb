-- Everything that is known of key results on a day, one row each: the last check-in of any kind, the last value, the
-- last word of its owner, the value four weeks ago with one that differs since, all values of bands, checkpoints, checklist;
-- and with every row the bands by which all of them are judged.
SELECT
    k.id,
    seen.day,
    valued.day,
    valued.value,
    said.declared,
    said.confidence,
    before.day,
    before.value,
    moved.day,
    moved.value,
    CASE WHEN k.kind IN ('at_least', 'at_most', 'within') THEN ARRAY(
        SELECT last_of_day.day FROM (
            SELECT DISTINCT ON (c.day) c.day FROM okrs_checkin c
            WHERE c.key_result_id = k.id AND c.day <= %(today)s AND c.value IS NOT NULL ORDER BY c.day, c.id DESC
        ) last_of_day ORDER BY last_of_day.day
    ) END,
    CASE WHEN k.kind IN ('at_least', 'at_most', 'within') THEN ARRAY(
        SELECT last_of_day.value FROM (
            SELECT DISTINCT ON (c.day) c.day, c.value FROM okrs_checkin c
            WHERE c.key_result_id = k.id AND c.day <= %(today)s AND c.value IS NOT NULL ORDER BY c.day, c.id DESC
        ) last_of_day ORDER BY last_of_day.day
    ) END,
    ARRAY(SELECT p.due_on FROM okrs_checkpoint p WHERE p.key_result_id = k.id ORDER BY p.due_on),
    ARRAY(SELECT p.expected FROM okrs_checkpoint p WHERE p.key_result_id = k.id ORDER BY p.due_on),
    CASE WHEN k.kind = 'milestone' THEN ARRAY(
        SELECT i.weight FROM okrs_checklistitem i WHERE i.key_result_id = k.id ORDER BY i.id
    ) END,
    CASE WHEN k.kind = 'milestone' THEN ARRAY(
        SELECT i.done_on IS NOT NULL FROM okrs_checklistitem i WHERE i.key_result_id = k.id ORDER BY i.id
    ) END,
    bands.on_track,
    bands.at_risk,
    bands.too_early
FROM okrs_keyresult k
LEFT JOIN okrs_statusbands bands ON bands.id = 1
LEFT JOIN LATERAL (
    SELECT c.day FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.day <= %(today)s
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) seen ON TRUE
LEFT JOIN LATERAL (
    SELECT c.day, c.value FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.day <= %(today)s AND c.value IS NOT NULL
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) valued ON TRUE
LEFT JOIN LATERAL (
    SELECT c.declared, c.confidence FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.day <= %(today)s AND (c.declared <> '' OR c.confidence IS NOT NULL)
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) said ON TRUE
LEFT JOIN LATERAL (
    SELECT c.day, c.value FROM okrs_checkin c
    WHERE said.declared = 'on_track' AND c.key_result_id = k.id AND c.provenance <> 'typed'
      AND c.value IS NOT NULL AND c.day <= %(long_ago)s
    ORDER BY c.day DESC, c.id DESC LIMIT 1
) before ON TRUE
LEFT JOIN LATERAL (
    SELECT c.day, c.value FROM okrs_checkin c
    WHERE c.key_result_id = k.id AND c.provenance <> 'typed' AND c.value IS NOT NULL
      AND c.day > before.day AND c.day <= %(today)s AND c.value <> before.value
    LIMIT 1
) moved ON TRUE
WHERE k.id = ANY(%(ids)s)
