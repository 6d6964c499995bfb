"""Rules that the database itself holds: triggers that no program can go around."""

from django.db import migrations

FORWARD_1 = r"""
CREATE FUNCTION reports_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.issued_at IS NOT NULL AND (
        NEW.content, NEW.annex, NEW.comments, NEW.digest, NEW.issued_at, NEW.made_at, NEW.cycle_id
    ) IS DISTINCT FROM (
        OLD.content, OLD.annex, OLD.comments, OLD.digest, OLD.issued_at, OLD.made_at, OLD.cycle_id
    ) THEN
        RAISE EXCEPTION 'An issued summary stays as it was issued.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER issued_summary_stays BEFORE UPDATE ON reports_storedsnapshot
    FOR EACH ROW EXECUTE FUNCTION reports_issued_stays();
"""
BACKWARD_1 = r"""
DROP TRIGGER issued_summary_stays ON reports_storedsnapshot; DROP FUNCTION reports_issued_stays();
"""

FORWARD_2 = r"""
CREATE FUNCTION reports_frozen_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.reopened_at IS NULL AND
        to_jsonb(NEW) - ARRAY['reopened_at', 'reopened_by_id', 'reopened_because'] =
        to_jsonb(OLD) - ARRAY['reopened_at', 'reopened_by_id', 'reopened_because']
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A frozen cycle stays as it was reported: % is refused.', TG_OP USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER frozen_cycle_stays BEFORE UPDATE OR DELETE ON reports_frozencycle
    FOR EACH ROW EXECUTE FUNCTION reports_frozen_stays();
"""
BACKWARD_2 = r"""
DROP TRIGGER frozen_cycle_stays ON reports_frozencycle; DROP FUNCTION reports_frozen_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_tables")]
    replaces = [('reports', '0003_frozen_cycles')]
    operations = [
        migrations.RunSQL(FORWARD_1, BACKWARD_1),
        migrations.RunSQL(FORWARD_2, BACKWARD_2),
    ]
