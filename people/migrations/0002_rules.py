"""Rules that the database itself holds: triggers that no program can go around."""

from django.db import migrations

FORWARD_1 = r"""
CREATE FUNCTION people_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON people_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION people_audit_is_append_only();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON people_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION people_audit_is_append_only();
"""
BACKWARD_1 = r"""
DROP TRIGGER audit_is_never_emptied ON people_auditentry;
DROP TRIGGER audit_is_never_changed ON people_auditentry;
DROP FUNCTION people_audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_tables")]
    replaces = [('people', '0003_audit_is_append_only')]
    operations = [
        migrations.RunSQL(FORWARD_1, BACKWARD_1),
    ]
