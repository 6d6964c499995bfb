"""Rules that the database itself holds: triggers that no program can go around."""

from django.db import migrations

FORWARD_1 = r"""
CREATE FUNCTION okrs_objective_has_no_loop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above bigint := NEW.parent_id;
    steps integer := 0;
BEGIN
    WHILE above IS NOT NULL LOOP
        IF above = NEW.id OR steps > 1000 THEN
            RAISE EXCEPTION 'an objective cannot lie below itself' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'objective_has_no_loop_of_parents', TABLE = 'okrs_objective';
        END IF;
        SELECT parent_id INTO above FROM okrs_objective WHERE id = above;
        steps := steps + 1;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER objective_has_no_loop_of_parents
    AFTER INSERT OR UPDATE OF parent_id ON okrs_objective
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION okrs_objective_has_no_loop();
"""
BACKWARD_1 = r"""
DROP TRIGGER objective_has_no_loop_of_parents ON okrs_objective;
DROP FUNCTION okrs_objective_has_no_loop();
"""


class Migration(migrations.Migration):
    dependencies = [("okrs", "0001_tables")]
    replaces = [('okrs', '0005_no_loops')]
    operations = [
        migrations.RunSQL(FORWARD_1, BACKWARD_1),
    ]
