"""Rules that the database itself holds: triggers that no program can go around."""

from django.db import migrations

FORWARD_1 = r"""
CREATE FUNCTION alignment_shares_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    too_much numeric;
    on_day date;
BEGIN
    -- Shares can only rise on a day on which a link begins, so those days are enough.
    SELECT starts.since, sum(link.share) INTO on_day, too_much
    FROM (SELECT DISTINCT since FROM alignment_campaignlink WHERE campaign_id = NEW.campaign_id) AS starts
    JOIN alignment_campaignlink AS link
      ON link.campaign_id = NEW.campaign_id
     AND link.since <= starts.since
     AND (link.until IS NULL OR link.until > starts.since)
    GROUP BY starts.since
    HAVING sum(link.share) > 1
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The shares of campaign % add up to % on %; at most 1 can be given away.',
            NEW.campaign_id, too_much, on_day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_add_up_to_at_most_one';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER shares_add_up_to_at_most_one
    AFTER INSERT OR UPDATE ON alignment_campaignlink
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION alignment_shares_add_up();
"""
BACKWARD_1 = r"""
DROP TRIGGER shares_add_up_to_at_most_one ON alignment_campaignlink;
DROP FUNCTION alignment_shares_add_up();
"""


class Migration(migrations.Migration):
    dependencies = [("alignment", "0001_tables")]
    replaces = [('alignment', '0002_shares_add_up')]
    operations = [
        migrations.RunSQL(FORWARD_1, BACKWARD_1),
    ]
