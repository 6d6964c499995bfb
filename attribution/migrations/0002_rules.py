"""Rules that the database itself holds: triggers that no program can go around."""

from django.db import migrations

FORWARD_1 = r"""
CREATE FUNCTION attribution_mark() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    zone text := coalesce((SELECT time_zone FROM organisation_organisation ORDER BY id LIMIT 1), 'UTC');
BEGIN
    FOR place IN 0 .. TG_NARGS / 2 - 1 LOOP
        IF TG_ARGV[2 * place + 1] = 'whole' THEN
            INSERT INTO attribution_dirtymonth (relation, month)
            SELECT TG_ARGV[2 * place], 0 WHERE EXISTS (SELECT FROM changed);
        ELSE
            EXECUTE format(
                'INSERT INTO attribution_dirtymonth (relation, month) SELECT %L, to_char(at, ''YYYYMM'')::int '
                'FROM (SELECT DISTINCT date_trunc(''month'', %s) AS at FROM changed) AS found WHERE at IS NOT NULL',
                TG_ARGV[2 * place], TG_ARGV[2 * place + 1]) USING zone;
        END IF;
    END LOOP;
    RETURN NULL;
END $body$;

CREATE FUNCTION attribution_mark_touches_of(contacts bigint[], campaigns bigint[]) RETURNS void LANGUAGE sql AS $body$
    INSERT INTO attribution_dirtymonth (relation, month)
    SELECT 'touch', to_char(at, 'YYYYMM')::int FROM (
        SELECT DISTINCT date_trunc('month', t.occurred_at AT TIME ZONE coalesce(
            (SELECT time_zone FROM organisation_organisation ORDER BY id LIMIT 1), 'UTC')) AS at
        FROM crm_touchpoint t
        WHERE t.contact_id = ANY(contacts) OR (t.campaign_id = ANY(campaigns) AND t.channel_id IS NULL)
    ) AS found;
$body$;

CREATE FUNCTION attribution_mark_people() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    moved bigint[] := (SELECT array_agg(n.id) FROM now_is n JOIN was w USING (id)
        WHERE (n.account_id, n.merged_into_id) IS DISTINCT FROM (w.account_id, w.merged_into_id));
BEGIN
    IF moved IS NOT NULL THEN
        PERFORM attribution_mark_touches_of(moved, '{}');
    END IF;
    INSERT INTO attribution_dirtymonth (relation, month)
    SELECT relation, 0 FROM unnest(ARRAY['conversion', 'stage_event']) AS relation
    WHERE moved IS NOT NULL OR EXISTS (SELECT FROM now_is n JOIN was w USING (id)
        WHERE (n.lead_at, n.mql_at, n.sql_at) IS DISTINCT FROM (w.lead_at, w.mql_at, w.sql_at));
    RETURN NULL;
END $body$;

CREATE FUNCTION attribution_mark_firms() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO attribution_dirtymonth (relation, month)
    SELECT DISTINCT relation, 0 FROM now_is n JOIN was w USING (id), unnest(ARRAY['touch', 'conversion', 'stage_event'])
        AS relation
    WHERE n.merged_into_id IS DISTINCT FROM w.merged_into_id OR (relation = 'conversion' AND
        (n.segment, n.region, n.product, n.business_unit, n.business)
        IS DISTINCT FROM (w.segment, w.region, w.product, w.business_unit, w.business));
    RETURN NULL;
END $body$;

CREATE FUNCTION attribution_mark_roles() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    people bigint[] := (SELECT array_agg(DISTINCT c.id) FROM changed r
        JOIN crm_contact c ON r.contact_id IN (c.id, c.merged_into_id));
BEGIN
    IF people IS NOT NULL THEN
        PERFORM attribution_mark_touches_of(people, '{}');
    END IF;
    INSERT INTO attribution_dirtymonth (relation, month)
    SELECT relation, 0 FROM unnest(ARRAY['conversion', 'stage_event']) AS relation
    WHERE EXISTS (SELECT FROM changed);
    RETURN NULL;
END $body$;

CREATE FUNCTION attribution_mark_campaigns() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    moved bigint[] := (SELECT array_agg(n.id) FROM now_is n JOIN was w USING (id)
        WHERE n.channel_id IS DISTINCT FROM w.channel_id);
BEGIN
    IF moved IS NOT NULL THEN
        PERFORM attribution_mark_touches_of('{}', moved);
        INSERT INTO attribution_dirtymonth (relation, month) VALUES ('spend_day', 0);
    END IF;
    RETURN NULL;
END $body$;

CREATE FUNCTION attribution_mark_zone() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO attribution_dirtymonth (relation, month)
    SELECT relation, 0 FROM unnest(ARRAY['touch', 'conversion', 'stage_event', 'spend_day']) AS relation
    WHERE EXISTS (SELECT FROM now_is n LEFT JOIN was w USING (id) WHERE n.time_zone IS DISTINCT FROM w.time_zone);
    RETURN NULL;
END $body$;
"""
BACKWARD_1 = r"""
DROP FUNCTION attribution_mark() CASCADE;
DROP FUNCTION attribution_mark_people() CASCADE;
DROP FUNCTION attribution_mark_firms() CASCADE;
DROP FUNCTION attribution_mark_roles() CASCADE;
DROP FUNCTION attribution_mark_campaigns() CASCADE;
DROP FUNCTION attribution_mark_zone() CASCADE;
DROP FUNCTION attribution_mark_touches_of(bigint[], bigint[]) CASCADE;
"""

FORWARD_2 = r"""
CREATE TRIGGER attribution_came AFTER INSERT ON crm_touchpoint REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('touch', 'occurred_at AT TIME ZONE $1');
CREATE TRIGGER attribution_went AFTER DELETE ON crm_touchpoint REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('touch', 'occurred_at AT TIME ZONE $1');
CREATE TRIGGER attribution_was AFTER UPDATE ON crm_touchpoint REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('touch', 'occurred_at AT TIME ZONE $1');
CREATE TRIGGER attribution_is AFTER UPDATE ON crm_touchpoint REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('touch', 'occurred_at AT TIME ZONE $1');
CREATE TRIGGER attribution_came AFTER INSERT ON crm_opportunity REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'created_at AT TIME ZONE $1', 'conversion', 'closed_on::timestamp', 'stage_event', 'whole');
CREATE TRIGGER attribution_went AFTER DELETE ON crm_opportunity REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'created_at AT TIME ZONE $1', 'conversion', 'closed_on::timestamp', 'stage_event', 'whole');
CREATE TRIGGER attribution_was AFTER UPDATE ON crm_opportunity REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'created_at AT TIME ZONE $1', 'conversion', 'closed_on::timestamp', 'stage_event', 'whole');
CREATE TRIGGER attribution_is AFTER UPDATE ON crm_opportunity REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'created_at AT TIME ZONE $1', 'conversion', 'closed_on::timestamp', 'stage_event', 'whole');
CREATE TRIGGER attribution_came AFTER INSERT ON crm_order REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'ordered_at AT TIME ZONE $1');
CREATE TRIGGER attribution_went AFTER DELETE ON crm_order REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'ordered_at AT TIME ZONE $1');
CREATE TRIGGER attribution_was AFTER UPDATE ON crm_order REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'ordered_at AT TIME ZONE $1');
CREATE TRIGGER attribution_is AFTER UPDATE ON crm_order REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'ordered_at AT TIME ZONE $1');
CREATE TRIGGER attribution_came AFTER INSERT ON campaigns_spendentry REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('spend_day', 'generate_series(date_trunc(''month'', spent_on::timestamp), spent_until::timestamp - interval ''1 day'', interval ''1 month'')');
CREATE TRIGGER attribution_went AFTER DELETE ON campaigns_spendentry REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('spend_day', 'generate_series(date_trunc(''month'', spent_on::timestamp), spent_until::timestamp - interval ''1 day'', interval ''1 month'')');
CREATE TRIGGER attribution_was AFTER UPDATE ON campaigns_spendentry REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('spend_day', 'generate_series(date_trunc(''month'', spent_on::timestamp), spent_until::timestamp - interval ''1 day'', interval ''1 month'')');
CREATE TRIGGER attribution_is AFTER UPDATE ON campaigns_spendentry REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('spend_day', 'generate_series(date_trunc(''month'', spent_on::timestamp), spent_until::timestamp - interval ''1 day'', interval ''1 month'')');
CREATE TRIGGER attribution_came AFTER INSERT ON crm_contactrole REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_roles();
CREATE TRIGGER attribution_went AFTER DELETE ON crm_contactrole REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_roles();
CREATE TRIGGER attribution_was AFTER UPDATE ON crm_contactrole REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_roles();
CREATE TRIGGER attribution_is AFTER UPDATE ON crm_contactrole REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_roles();
CREATE TRIGGER attribution_came AFTER INSERT ON crm_contact REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'lead_at AT TIME ZONE $1', 'conversion', 'mql_at AT TIME ZONE $1', 'conversion', 'sql_at AT TIME ZONE $1', 'stage_event', 'whole');
CREATE TRIGGER attribution_went AFTER DELETE ON crm_contact REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark('conversion', 'lead_at AT TIME ZONE $1', 'conversion', 'mql_at AT TIME ZONE $1', 'conversion', 'sql_at AT TIME ZONE $1', 'stage_event', 'whole');
CREATE TRIGGER attribution_changed AFTER UPDATE ON crm_contact REFERENCING OLD TABLE AS was NEW TABLE AS now_is FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_people();
CREATE TRIGGER attribution_changed AFTER UPDATE ON crm_account REFERENCING OLD TABLE AS was NEW TABLE AS now_is FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_firms();
CREATE TRIGGER attribution_changed AFTER UPDATE ON campaigns_campaign REFERENCING OLD TABLE AS was NEW TABLE AS now_is FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_campaigns();
CREATE TRIGGER attribution_changed AFTER UPDATE ON organisation_organisation REFERENCING OLD TABLE AS was NEW TABLE AS now_is FOR EACH STATEMENT EXECUTE FUNCTION attribution_mark_zone();
"""
BACKWARD_2 = r"""

"""

FORWARD_3 = r"""
INSERT INTO attribution_dirtymonth (relation, month) SELECT relation, 0 FROM unnest(ARRAY['touch', 'conversion', 'stage_event', 'spend_day']) AS relation;
"""
BACKWARD_3 = r"""

"""

FORWARD_4 = r"""
DO $body$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT tgrelid::regclass AS place, tgname FROM pg_trigger
        WHERE NOT tgisinternal AND tgfoid::regproc::text LIKE 'attribution\_mark%' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', found.place, found.tgname);
    END LOOP;
END $body$;
"""
BACKWARD_4 = r"""
DO $body$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT tgrelid::regclass AS place, tgname FROM pg_trigger
        WHERE NOT tgisinternal AND tgfoid::regproc::text LIKE 'attribution\_mark%' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE  TRIGGER %I', found.place, found.tgname);
    END LOOP;
END $body$;
"""


class Migration(migrations.Migration):
    dependencies = [("attribution", "0001_tables")]
    replaces = [('attribution', '0005_marks_are_always_made')]
    operations = [
        migrations.RunSQL(FORWARD_1, BACKWARD_1),
        migrations.RunSQL(FORWARD_2, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD_3, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD_4, BACKWARD_4),
    ]
