"""Parquet tables, which warehouses and lakes hand out."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from crm.models import Contact, Touchpoint
from imports.core.refusals import FileRefused
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db


def table(**columns: object) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def test_its_cells_are_read_as_they_are_and_rows_are_counted_from_one():
    import_text(table(**{"Contact ID": ["007", "8"], "Created on": [date(2026, 1, 5), None]}), "contacts")
    times = [datetime(2026, 1, 15, 9, 30, tzinfo=UTC), datetime(2026, 1, 16, tzinfo=UTC), None]
    touches = {
        "Touchpoint ID": [Decimal("1"), Decimal("2"), Decimal("3")],
        "Contact ID": ["007", "9", "8"],
        "Time": times,
    }

    result = import_text(table(**touches), "touchpoints")

    assert [contact.created_on for contact in Contact.objects.order_by("external_id")] == [date(2026, 1, 5), None]
    assert counts(result) == (1, 0, 0, 0, 2)
    assert {(problem.line, problem.column) for problem in result.problems} >= {(2, "Contact ID"), (3, "Time")}
    touch = Touchpoint.objects.get()
    assert (touch.external_id, touch.line, touch.occurred_at) == ("1", 1, times[0])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (table(**{"Contact ID": [["a"], ["b"]]}), "“Contact ID” holds lists"),
        (table(**{"Contact ID": ["a", "b"]})[:-9], "damaged or cut off"),
        (b"PAR1 and then nothing of a table PAR1", "damaged or cut off"),
    ],
    ids=["lists", "cut", "a lie"],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(FileRefused, match=sentence):
        import_text(data, "contacts")

    assert not Contact.objects.exists()


def test_rows_beyond_the_ceiling_are_refused_before_they_are_unpacked():
    same = pa.DictionaryArray.from_arrays(pa.nulls(20_000_001, pa.int8()), pa.array(["x"]))

    with pytest.raises(FileRefused, match="20,000,001 rows"):
        import_text(table(**{"Contact ID": same}), "contacts")
