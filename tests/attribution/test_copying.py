"""Many rows at once: foreign keys hold, and marks of months are made, as for rows that come one by one."""

from datetime import date

import pyarrow as pa
import pytest
from django.db import IntegrityError, transaction

from attribution.models import DirtyMonth
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
