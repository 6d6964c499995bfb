from django.db import migrations

# (table, column of the run, column of the summary that names it)
PLACES = (
    ("alignment_scorerun", "id", "score_run_id"),
    ("alignment_scorepart", "run_id", "score_run_id"),
    ("alignment_intentcell", "run_id", "score_run_id"),
    ("attribution_creditrun", "id", "credit_run_id"),
    ("attribution_credittotal", "run_id", "credit_run_id"),
    ("attribution_credit", "run_id", "credit_run_id"),
    ("attribution_creditband", "run_id", "credit_run_id"),
    ("attribution_journeymonth", "run_id", "credit_run_id"),
    ("attribution_unattributed", "run_id", "credit_run_id"),
    ("attribution_coveragemonth", "run_id", "credit_run_id"),
    ("attribution_sourcing", "run_id", "credit_run_id"),
    ("attribution_influence", "run_id", "credit_run_id"),
    ("attribution_standing", "run_id", "credit_run_id"),
    ("attribution_creditrange", "run_id", "credit_run_id"),
    ("kpis_measurerun", "id", "measure_run_id"),
    ("kpis_measurement", "run_id", "measure_run_id"),
)
KEEP = """
CREATE FUNCTION reports_reported_run_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    run bigint;
    is_reported boolean;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO run USING OLD;
    EXECUTE format('SELECT EXISTS (SELECT FROM reports_frozencycle f JOIN reports_storedsnapshot s '
        'ON s.id = f.snapshot_id WHERE f.reopened_at IS NULL AND s.%I = $1)', TG_ARGV[1]) INTO is_reported USING run;
    IF is_reported THEN
        RAISE EXCEPTION 'A frozen cycle was reported with this run: % of % is refused.', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER reported_run_stays BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION reports_reported_run_stays('{column}', '{named}');
"""
    for table, column, named in PLACES
)
LET_GO = "".join(f"DROP TRIGGER reported_run_stays ON {table};\n" for table, _, _ in PLACES) + (
    "DROP FUNCTION reports_reported_run_stays();"
)


class Migration(migrations.Migration):
    """The runs that pages show as reported are neither changed nor removed, nor is any row of them."""

    dependencies = [
        ("reports", "0006_what_a_freeze_keeps"),
        ("alignment", "0012_beside_what_was_reported"),
        ("attribution", "0006_conventions_and_units"),
        ("kpis", "0001_tables"),
    ]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
