"""Scores, findings, intent, the check and experiments for programs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alignment import services
from alignment.core.receipt import recompute
from alignment.models import Finding
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)
JSON = {"content_type": "application/json"}


@pytest.fixture
def api(client):
    client.force_login(make.user(Role.ANALYST))
    return client


@pytest.fixture
def run():
    cycle = make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")
    aim = make.objective(cycle, serves=make.business_objective("Grow"))
    linked = make.campaign("Linked")
    make.spend(linked, FIRST, "700.00")
    make.spend(make.campaign("Orphan"), FIRST, "300.00")
    services.link_campaign(campaign=linked, shares=[services.Share(aim, Decimal(1))], since=FIRST, by=None)
    return services.score_cycle(cycle, today=TODAY, now=timezone.now())


def read(api, address):
    answer = api.get(f"/api/v1/{address}")
    assert answer.status_code == 200
    return answer.json()


def test_a_score_comes_with_its_parts_and_a_receipt_that_recomputes(api, run):
    (row,) = read(api, f"scores/?cycle={run.cycle_id}")["results"]
    assert (row["id"], row["score"]) == (run.pk, run.score)
    parts = read(api, f"scores/{run.pk}/parts/?by=campaign")["results"]
    assert [part["name"] for part in parts] == ["Linked", "Orphan"]
    assert recompute(read(api, f"scores/{run.pk}/receipt/")) == ()
    assert api.get("/api/v1/scores/999999/receipt/").status_code == 404


def test_findings_tell_points_and_steps_and_take_decisions(api, run):
    (row,) = read(api, "findings/?kind=orphan_money")["results"]
    assert (row["money"], row["steps"][0]["verb"]) == ("300.00", "link")
    address = f"/api/v1/findings/{row['id']}/decisions/"
    assert api.post(address, {"action": "decline"}, **JSON).status_code == 400
    assert api.post(address, {"action": "snooze"}, **JSON).status_code == 400
    log = api.post(address, {"action": "decline", "reason": "A licence"}, **JSON).json()
    assert [(entry["verb"], entry["reason"]) for entry in log] == [("declined", "A licence"), ("found", "")]
    assert Finding.objects.get(pk=row["id"]).state == "declined"


def test_intent_and_the_check_are_listed(api, run):
    (cell,) = read(api, f"intent/?run={run.pk}")["results"]
    assert (cell["declared"], cell["measured"]) == (1.0, None)
    assert read(api, f"check/?cycle={run.cycle_id}&question=linkage")["results"][0]["verdict"] == "partly"


def test_an_experiment_is_entered_and_its_result_follows(api, run):
    given = {"name": "Holdout", "campaign": make.Campaign.objects.get(name="Linked").pk, "design": "holdout",
             "business_objective": make.BusinessObjective.objects.get().pk, "outcome": "Deals",
             "starts_on": "2026-01-01", "ends_on": "2026-01-31"}  # fmt: skip
    made = api.post("/api/v1/experiments/", given, **JSON)
    assert made.status_code == 201
    address = f"/api/v1/experiments/{made.json()['id']}/"
    assert api.patch(address, {"effect": 4}, **JSON).status_code == 400
    assert api.patch(address, {"effect": 4, "low": 1, "high": 7}, **JSON).json()["high"] == 7
    assert api.post("/api/v1/experiments/", given, **JSON).status_code == 400
