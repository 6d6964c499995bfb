"""Many rows at once: foreign keys hold, and marks of months are made, as for rows that come one by one."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attribution.models import Credit, CreditRun, DirtyMonth, Influence, Milestone, ScopeCombination, Sourcing
from attribution.services.copying import copy_rows
from crm.models import Touchpoint
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def again(**changes):
    """The one touch that there is, as a table of a row with other values."""
    row = Touchpoint.objects.values().get() | changes
    return pa.Table.from_pylist([{name: value for name, value in row.items() if name != "id" and value is not None}])


def copy(**changes):
    with transaction.atomic():
        copy_rows(Touchpoint, again(**changes))


def test_copied_rows_mark_their_months_and_name_what_exists():
    make.touch(make.contact(make.account()), date(2026, 3, 5), make.campaign("Fair", channel=make.channel()))
    DirtyMonth.objects.all().delete()

    with pytest.raises(IntegrityError, match="foreign key"):
        copy(external_id="nobody", contact_id=0)
    assert not DirtyMonth.objects.exists()

    copy(external_id="again")
    assert Touchpoint.objects.count() == 2
    assert DirtyMonth.objects.values_list("relation", "month").distinct().get() == ("touch", 202603)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (Credit, {"model": "linear", "conversions": 1, "value": 1, "is_unattributed": True}),
        (Sourcing, {"rule": "first_touch", "verdict": "other", "deals": 1, "value": 1, "unknown_values": 0}),
        (Influence, {"by": "channel", "milestones": 1, "value": 1, "unknown_values": 0}),
    ],
)
def test_keys_of_a_run_are_asked_about_once_and_not_for_every_row(model, said):
    """Whatever else guards these tables: a million rows asked about one by one take minutes."""
    now = datetime(2026, 3, 5, tzinfo=UTC)
    run, scope = CreditRun.objects.create(started_at=now, settings={}), ScopeCombination.objects.create()
    rows = pa.Table.from_pylist([{"scope_id": scope.pk, "month": 202603, **said}])

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        copy_rows(model, rows, run_id=run.pk, milestone=int(Milestone.WON))

    assert "SET LOCAL session_replication_role = replica" in {query["sql"] for query in asked}
    assert model.objects.count() == 1
