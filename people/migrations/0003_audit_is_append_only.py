from django.db import migrations

REFUSE = """
CREATE FUNCTION people_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON people_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION people_audit_is_append_only();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON people_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION people_audit_is_append_only();
"""
ALLOW = """
DROP TRIGGER audit_is_never_emptied ON people_auditentry;
DROP TRIGGER audit_is_never_changed ON people_auditentry;
DROP FUNCTION people_audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_invitations_tokens_audit")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
