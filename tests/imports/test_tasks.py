"""An import runs as a job and is loaded once, however often it is run."""

import io

import pytest

from crm.models import Account
from imports import services
from imports.models import Batch
from jobs.services import enqueue, run_waiting
from tests.imports.helpers import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_loads_the_batch_and_tells_the_line():
    text = io.BytesIO(b"Account ID,Account name\nA1,Nordwind\n")
    batch = services.open_batch(stream=text, name="a.csv", target="accounts", source="crm", now=NOW)

    first = enqueue("imports.load", {"batch": batch.pk})
    second = enqueue("imports.load", {"batch": batch.pk})
    run_waiting()

    for job in (first, second):
        job.refresh_from_db()
        assert "1 rows read = 1 accepted" in job.sentence
    assert Account.objects.count() == 1
    assert Batch.objects.get().state == Batch.State.LOADED
