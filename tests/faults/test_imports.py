"""Imports under kill -9, under a database that goes away, and two at once: nothing or everything, and only once."""

import io
import threading
import time

import pytest
from django.db import connection

from campaigns.models import Campaign, SpendEntry
from crm.models import Account, Contact
from imports import services
from imports.models import Batch
from jobs.models import Job, State
from jobs.services import enqueue, sweep
from tests.faults.stage import until
from tests.imports.helpers import NOW, digest, import_text, undo

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

SPEND = "Campaign ID,Campaign name,Day,Cost,Currency\n" + "".join(
    f"C{n % 40},Campaign {n % 40},2026-01-{n % 28 + 1:02},{n}.50,EUR\n" for n in range(400)
)
PEOPLE = "Contact ID,E-mail\n" + "".join(f"P{n},person{n % 300}@nordwind.example\n" for n in range(400))
TOUCHES = "Touchpoint ID,Contact ID,Time,Kind\n" + "".join(
    f"T{n},P{n % 9},2026-01-05T09:30:00Z,Click\n" for n in range(2_100)
)  # so many that the empty table is exchanged
OWN = ("id", "batch_id", "line", "campaign_id", "merged_into_id", "account_id")


def opened(text: str, target: str, source: str = "crm") -> Batch:
    return services.open_batch(stream=io.BytesIO(text.encode()), name="a.csv", target=target, source=source, now=NOW)


def test_killed_at_any_step_an_import_is_nothing_or_everything_and_ends_by_itself(stage):
    kept = import_text(SPEND, "spend")
    once, whole = digest("campaigns.SpendEntry", "campaigns.Campaign", without=OWN), SpendEntry.objects.count()
    undo(kept)
    ways = [("Reading", "Copying"), ("Writing", "Connecting"), ("-Writing", "-Connecting")]
    jobs = [
        enqueue("dying import", {"batch": opened(SPEND, "spend").pk, "steps": list(ways[0])}),
        *(
            enqueue("dying import", {"batch": opened(PEOPLE, "contacts", f"crm{n}").pk, "steps": list(steps)})
            for n, steps in enumerate(ways[1:])
        ),
    ]
    stage.worker("fast", jobs=2)
    seen = set()

    def look() -> bool:
        sweep()
        time.sleep(0.1)
        seen.update({("spend", SpendEntry.objects.count()), ("people", Contact.objects.count())})
        return not Job.objects.unfinished().filter(kind="dying import").exists()

    until(look)

    assert {(job.state, job.deaths) for job in Job.objects.filter(pk__in=[j.pk for j in jobs])} == {
        (State.SUCCEEDED, 2)
    }
    assert seen <= {("spend", 0), ("spend", whole), ("people", 0), ("people", 400), ("people", 800)}
    assert digest("campaigns.SpendEntry", "campaigns.Campaign", without=OWN) == once
    assert Contact.objects.filter(merged_into=None).count() == 300
    assert Batch.objects.filter(state=Batch.State.LOADED).count() == len(jobs)


def test_a_kill_after_the_commit_repeats_nothing(stage):
    job = enqueue("dying import", {"batch": opened(PEOPLE, "contacts").pk, "steps": ["400 rows read"]})
    stage.worker("fast")

    def done() -> bool:
        sweep()
        time.sleep(0.1)
        return not Job.objects.unfinished().filter(kind="dying import").exists()

    until(done)

    job.refresh_from_db()
    assert (job.state, job.deaths) == (State.SUCCEEDED, 1)
    assert "400 rows read = 400 accepted" in job.sentence
    assert Contact.objects.count() == 400


@pytest.mark.parametrize(("text", "target"), [(SPEND, "spend"), (PEOPLE, "contacts"), (TOUCHES, "touchpoints")])
def test_two_imports_of_one_file_at_once_leave_what_one_leaves(channels, text, target):
    tables = ("campaigns.Campaign", "campaigns.CampaignKey", "campaigns.SpendEntry", "crm.Contact", "crm.Touchpoint")
    if target == "touchpoints":
        import_text("Contact ID\n" + "".join(f"P{n}\n" for n in range(9)), "contacts", source="crm")
    alone = import_text(text, target)
    once = digest(*tables, without=OWN)
    undo(alone)
    assert not Account.objects.exists()
    batches = [opened(text, target) for _ in range(2)]
    gate, troubles = threading.Barrier(2), []

    def load(batch: Batch) -> None:
        try:
            gate.wait(30)
            services.load(batch, now=NOW)
        except Exception as trouble:  # told by the thread that asks
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=load, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert troubles == []
    assert digest(*tables, without=OWN) == once
    lines = sorted((batch.accepted, batch.unchanged) for batch in Batch.objects.filter(pk__in=[b.pk for b in batches]))
    rows = text.count("\n") - 1
    assert lines == [(0, rows), (rows, 0)]
    assert Campaign.objects.count() in (0, 40)
