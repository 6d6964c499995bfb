"""Rows that attribution reads mark the months they belong to, whoever writes them: imports, edits, undo, erasure."""

from django.db import migrations, models

# Arguments in pairs: a relation, and the local time whose month is marked ($1 is the time zone), or 'whole'.
MARK = """
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
DROP = "DROP FUNCTION {} CASCADE;"
FUNCTIONS = (
    "attribution_mark()", "attribution_mark_people()", "attribution_mark_firms()", "attribution_mark_roles()",
    "attribution_mark_campaigns()", "attribution_mark_zone()", "attribution_mark_touches_of(bigint[], bigint[])",
)  # fmt: skip
DAYS = (
    "generate_series(date_trunc('month', spent_on::timestamp), spent_until::timestamp - interval '1 day', "
    "interval '1 month')"
)
# What a row marks when it comes, goes or changes.
ROWS = {
    "crm_touchpoint": ("attribution_mark", ["touch", "occurred_at AT TIME ZONE $1"]),
    "crm_opportunity": (
        "attribution_mark",
        ["conversion", "created_at AT TIME ZONE $1", "conversion", "closed_on::timestamp", "stage_event", "whole"],
    ),
    "crm_order": ("attribution_mark", ["conversion", "ordered_at AT TIME ZONE $1"]),
    "campaigns_spendentry": ("attribution_mark", ["spend_day", DAYS]),
    "crm_contactrole": ("attribution_mark_roles", []),
}
PEOPLE = [
    *(part for stage in ("lead_at", "mql_at", "sql_at") for part in ("conversion", f"{stage} AT TIME ZONE $1")),
    "stage_event", "whole",
]  # fmt: skip
UPDATES = {
    "crm_contact": "attribution_mark_people",
    "crm_account": "attribution_mark_firms",
    "campaigns_campaign": "attribution_mark_campaigns",
    "organisation_organisation": "attribution_mark_zone",
}


def trigger(table: str, event: str, tables: str, function: str, arguments: list[str], name: str) -> str:
    given = ", ".join("'" + argument.replace("'", "''") + "'" for argument in arguments)
    return (
        f"CREATE TRIGGER attribution_{name} AFTER {event} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}({given});"
    )


def triggers() -> str:
    made = []
    for table, (function, arguments) in {**ROWS, "crm_contact": ("attribution_mark", PEOPLE)}.items():
        made.append(trigger(table, "INSERT", "NEW TABLE AS changed", function, arguments, "came"))
        made.append(trigger(table, "DELETE", "OLD TABLE AS changed", function, arguments, "went"))
        if table in ROWS:
            made.append(trigger(table, "UPDATE", "OLD TABLE AS changed", function, arguments, "was"))
            made.append(trigger(table, "UPDATE", "NEW TABLE AS changed", function, arguments, "is"))
    for table, function in UPDATES.items():
        made.append(trigger(table, "UPDATE", "OLD TABLE AS was NEW TABLE AS now_is", function, [], "changed"))
    return "\n".join(made)


# What was imported before there were marks.
ALL = (
    "INSERT INTO attribution_dirtymonth (relation, month) "
    "SELECT relation, 0 FROM unnest(ARRAY['touch', 'conversion', 'stage_event', 'spend_day']) AS relation;"
)


class Migration(migrations.Migration):
    dependencies = [
        ("attribution", "0003_sourcing_influence_standing"),
        ("campaigns", "0003_groups_know_their_import"),
        ("crm", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DirtyMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relation", models.CharField(max_length=12)),
                ("month", models.PositiveIntegerField()),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunSQL(MARK, "\n".join(DROP.format(name) for name in FUNCTIONS)),
        migrations.RunSQL(triggers(), migrations.RunSQL.noop),
        migrations.RunSQL(ALL, migrations.RunSQL.noop),
    ]
