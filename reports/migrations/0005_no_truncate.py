from django.db import migrations

KEEP = """
CREATE FUNCTION reports_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was reported stays: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER frozen_cycles_are_not_emptied BEFORE TRUNCATE ON reports_frozencycle
    FOR EACH STATEMENT EXECUTE FUNCTION reports_no_truncate();
"""
LET_GO = """
DROP TRIGGER frozen_cycles_are_not_emptied ON reports_frozencycle;
DROP FUNCTION reports_no_truncate();
"""


class Migration(migrations.Migration):
    """`manage.py flush` and slips of the hand are refused, also of tables that freezes point at, such as summaries."""

    dependencies = [("reports", "0002_rules")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
