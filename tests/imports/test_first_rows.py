"""Many first rows of a table: filled aside and exchanged, and in every other way as if they had been written there."""

import psycopg2
import pytest
from django.db import DatabaseError, connection

from attribution.models import DirtyMonth
from crm.models import Touchpoint
from imports.loading.exchange import filled_by_exchange
from tests.imports.helpers import counts, digest, import_text, undo

pytestmark = pytest.mark.django_db

ROWS = [f"T{n},P{n % 7},2026-0{n % 3 + 1}-05T{n % 24:02}:30:00Z,{'C1' if n % 2 else ''},Click\n" for n in range(2_800)]
TOUCHES = "Touchpoint ID,Contact ID,Time,Campaign ID,Kind\n" + "".join(ROWS)
OWN = ("id", "batch_id", "line")
SHAPE = """
    SELECT 'column', attname, format_type(atttypid, atttypmod), attnotnull::text || attidentity::text FROM pg_attribute
        WHERE attrelid = 'crm_touchpoint'::regclass AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid), convalidated::text FROM pg_constraint
        WHERE conrelid = 'crm_touchpoint'::regclass
    UNION ALL SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid::text FROM pg_index
        WHERE indrelid = 'crm_touchpoint'::regclass
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger
        WHERE tgrelid = 'crm_touchpoint'::regclass AND NOT tgisinternal
    UNION ALL SELECT 'sequence', pg_get_serial_sequence('crm_touchpoint', 'id'), '', ''
    UNION ALL SELECT 'schema', nspname, '', '' FROM pg_namespace WHERE nspname LIKE 'filling%'
    ORDER BY 1, 2"""


def asked(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    import_text("Campaign ID,Campaign name\nC1,Spring\n", "campaigns")
    import_text("Contact ID\n" + "".join(f"P{n}\n" for n in range(6)), "contacts")  # P6 is nobody


def table_id() -> object:
    return asked("SELECT 'crm_touchpoint'::regclass::oid")


def test_the_exchanged_table_is_defined_as_before_and_its_rows_are_those_of_the_long_way():
    before, place = asked(SHAPE), table_id()
    DirtyMonth.objects.all().delete()

    result = import_text(TOUCHES, "touchpoints")

    assert (counts(result), table_id() != place) == ((2_400, 0, 0, 0, 400), True)
    assert asked(SHAPE) == before
    assert set(DirtyMonth.objects.values_list("relation", "month")) == {("touch", 202600 + n) for n in (1, 2, 3)}
    at_once, last = digest("crm.Touchpoint", without=OWN), Touchpoint.objects.latest("pk").pk
    assert Touchpoint.objects.get(external_id="T9").line == 11
    undo(result)
    assert not Touchpoint.objects.exists()
    import_text("".join(TOUCHES.splitlines(keepends=True)[:2]), "touchpoints")
    assert Touchpoint.objects.get().pk > last  # ids are not given twice
    place = table_id()
    assert counts(import_text(TOUCHES, "touchpoints")) == (2_399, 0, 1, 0, 400)
    assert (digest("crm.Touchpoint", without=OWN), table_id()) == (at_once, place)


def test_the_same_file_again_and_its_rows_in_another_order_change_nothing():
    import_text(TOUCHES, "touchpoints")
    before, place = digest("crm.Touchpoint"), table_id()
    head, *rows = TOUCHES.splitlines(keepends=True)

    again, shuffled = import_text(TOUCHES, "touchpoints"), import_text(head + "".join(sorted(rows)), "touchpoints")

    assert counts(again) == counts(shuffled) == (0, 0, 2_400, 0, 400)
    assert (digest("crm.Touchpoint"), table_id()) == (before, place)


def test_names_that_rules_may_know_take_the_long_way():
    place = table_id()

    import_text(TOUCHES.replace("C1", "Frühling"), "touchpoints")

    assert (Touchpoint.objects.filter(campaign_label="Frühling").count(), table_id()) == (1_200, place)


def test_a_failure_halfway_leaves_the_empty_table():
    before, place = asked(SHAPE), table_id()

    def fill(copy: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {copy} (source, external_id, contact_id, occurred_at, kind, campaign_label) "
                "SELECT 'crm', n::text, 0, now(), '', '' FROM generate_series(1, 3) n"
            )

    with pytest.raises(DatabaseError, match="foreign key"):
        filled_by_exchange("crm_touchpoint", fill)

    assert (asked(SHAPE), table_id(), Touchpoint.objects.count()) == (before, place, 0)


def test_readers_read_on_while_the_table_is_filled():
    seen = []

    def fill(copy: str) -> None:
        reader = psycopg2.connect(**connection.get_connection_params())
        with reader, reader.cursor() as cursor:
            cursor.execute("SET statement_timeout = '2s'")
            cursor.execute("SELECT count(*) FROM crm_touchpoint")
            seen.append(cursor.fetchone()[0])
        reader.close()

    assert filled_by_exchange("crm_touchpoint", fill)
    assert seen == [0]


@pytest.mark.parametrize(
    "tie", ["CREATE VIEW seen AS SELECT kind FROM crm_touchpoint", "GRANT SELECT ON crm_touchpoint TO public"]
)
def test_a_table_that_others_hold_on_to_is_filled_where_it_is(tie):
    asked(f"{tie}; SELECT")
    place = table_id()

    assert counts(import_text(TOUCHES, "touchpoints")) == (2_400, 0, 0, 0, 400)
    assert (table_id(), Touchpoint.objects.count()) == (place, 2_400)
