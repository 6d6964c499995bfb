"""Rules that the database itself holds: triggers that no program can go around."""

from django.db import migrations

FORWARD_1 = r"""
CREATE FUNCTION forecasts_promises_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A promise is kept as it was signed: % is refused.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER promise_is_never_changed BEFORE UPDATE OR DELETE ON forecasts_promise
    FOR EACH ROW EXECUTE FUNCTION forecasts_promises_are_kept();
CREATE TRIGGER settlement_is_never_changed BEFORE UPDATE OR DELETE ON forecasts_settlement
    FOR EACH ROW EXECUTE FUNCTION forecasts_promises_are_kept();
"""
BACKWARD_1 = r"""
DROP TRIGGER settlement_is_never_changed ON forecasts_settlement;
DROP TRIGGER promise_is_never_changed ON forecasts_promise;
DROP FUNCTION forecasts_promises_are_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("forecasts", "0001_tables")]
    replaces = [('forecasts', '0002_launches_and_promises')]
    operations = [
        migrations.RunSQL(FORWARD_1, BACKWARD_1),
    ]
