"""What starts a recompute: imports, settings, the night and a button; one runs at a time, and one waits at most."""

import pytest
from django.conf import settings
from django.urls import reverse

from attribution.models import Milestone
from attribution.services.conventions import change_convention
from imports.signals import facts_changed
from jobs import ledger, tasks
from jobs.models import Job, Queue
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
RECOMPUTE = "reports.recompute"


def by_import(client):
    facts_changed.send(sender=None)


def by_settings(client):
    change_convention(Milestone.WON, {"lookback_days": 200}, by=make.user(Role.ANALYST))


def by_night(client):
    (beat,) = [one for one in settings.CELERY_BEAT_SCHEDULE.values() if one.get("args") == [RECOMPUTE]]
    assert (beat["task"], beat["schedule"].hour, beat["schedule"].day_of_week) == ("jobs.start", {2}, set(range(7)))
    tasks.start(*beat["args"])


def by_button(client):
    client.force_login(make.user(Role.ANALYST))
    assert client.post(reverse("recompute")).status_code < 400


@pytest.mark.parametrize("start", [by_import, by_settings, by_night, by_button])
def test_a_recompute_is_started_and_waits_once_and_runs_alone(client, start):
    start(client)
    start(client)
    running = ledger.claim(Queue.HEAVY)
    assert running.kind == RECOMPUTE
    assert not Job.objects.filter(kind=RECOMPUTE, state="waiting").exists()

    start(client)  # what changed meanwhile is not in the one that runs
    assert Job.objects.filter(kind=RECOMPUTE, state="waiting").count() == 1
    assert ledger.claim(Queue.HEAVY) is None
    ledger.finish(running, sentence="Done.")
    assert ledger.claim(Queue.HEAVY).kind == RECOMPUTE
