"""Marks of dirty months are made as well where many new rows leave out PostgreSQL's own triggers (imports do)."""

from django.db import migrations

SET = """
DO $body$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT tgrelid::regclass AS place, tgname FROM pg_trigger
        WHERE NOT tgisinternal AND tgfoid::regproc::text LIKE 'attribution\\_mark%' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE {} TRIGGER %I', found.place, found.tgname);
    END LOOP;
END $body$;
"""


class Migration(migrations.Migration):
    dependencies = [("attribution", "0004_mark_dirty_months")]

    operations = [migrations.RunSQL(SET.format("ALWAYS"), SET.format(""))]
