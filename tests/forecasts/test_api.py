"""Forecasts, promises and budget moves for programs: the same rows and the same refusals as on pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import BudgetEntry
from forecasts.models import BudgetPlan, MixChannel, MixFit, MoveCard, Outlook, OutlookRun, Promise
from jobs.models import Job
from people.models import Role
from tests import factories as make
from tests.forecasts.examples import a_budget_plan

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
TODAY = timezone.now().date()
BAND = {"low": "90", "median": "100", "high": "110"}


@pytest.fixture
def api(client):
    client.force_login(make.user(Role.MARKETER))
    return client


def read(api, address):
    answer = api.get(f"/api/v1/forecasts/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def running_key_result():
    cycle = make.cycle(TODAY - timedelta(days=30), TODAY + timedelta(days=30))
    return make.key_result(make.objective(cycle), unit="leads")


def test_outlooks_come_with_their_range_their_ground_and_the_reason_where_there_is_none(api):
    row, now = running_key_result(), timezone.now()
    run = OutlookRun.objects.create(as_of=TODAY, computed_at=now, published_at=now)
    common = {"run": run, "ends_on": TODAY}
    Outlook.objects.create(key_result=row, low=1, median=2, high=3, built_on="12 points", points=12, **common)
    Outlook.objects.create(kpi="revenue", reason="Too few points.", needs="Import more.", **common)

    first, second = read(api, "outlooks/")["results"]

    assert (first["key_result"], first["low"], first["high"], first["built_on"]) == (row.pk, "1.000000", "3.000000",
                                                                                    "12 points")  # fmt: skip
    assert (second["kpi"], second["low"], second["reason"]) == ("revenue", None, "Too few points.")
    assert read(api, "outlooks/?kpi=revenue")["count"] == 1


def test_a_promise_is_signed_beside_the_outlook_and_only_once(api):
    row = running_key_result()
    given = {"key_result": row.pk, **BAND}

    signed = api.post("/api/v1/forecasts/promises/", given, **JSON)
    again = api.post("/api/v1/forecasts/promises/", given, **JSON)
    neither = api.post("/api/v1/forecasts/promises/", BAND, **JSON)

    assert (signed.status_code, signed.json()["settlement"]) == (201, None)
    assert Promise.objects.get().key_result_id == row.pk
    assert "already" in str(again.json())
    assert neither.status_code == 400
    assert read(api, "calibration/")["owners"] == []


def test_a_move_is_accepted_declined_and_taken_back_with_the_refusals_of_the_page(api):
    search, fair = make.channel("Search"), make.channel("Fair")
    plan = BudgetPlan.objects.get(pk=a_budget_plan()["pk"])
    BudgetPlan.objects.filter(pk=plan.pk).update(starts_on=TODAY, ends_on=TODAY + timedelta(days=92))
    month = (TODAY.replace(day=1) + timedelta(days=32)).replace(day=1)
    for channel in (search, fair):
        BudgetEntry.objects.create(
            campaign=make.campaign(f"{channel} campaign", channel=channel), layer="plan", month=month, amount="500",
            reported="500", currency="EUR", rate=1, rate_on=month, source="test", external_id=str(channel),
        )  # fmt: skip
    gains = {"gain_low": "1", "gain": "2", "gain_high": "3", "chance": 0.9}
    card = MoveCard.objects.create(plan=plan, source=search, target=fair, amount="100", **gains)
    address = f"/api/v1/forecasts/moves/{card.pk}/decisions/"

    silent = api.post(address, {"action": "decline"}, **JSON)
    taken = api.post(address, {"action": "accept"}, **JSON)

    assert "Say why" in str(silent.json())
    assert (taken.json()["state"], len(taken.json()["written"])) == ("accepted", 2)
    assert BudgetEntry.objects.filter(layer="forecast").count() == 2
    assert api.post(address, {"action": "take_back"}, **JSON).json()["written"] == []
    assert not BudgetEntry.objects.filter(layer="forecast").exists()
    assert read(api, f"moves/?plan={plan.pk}")["count"] == 1
    assert read(api, f"plans/{plan.pk}/")["cards"][0]["id"] == card.pk


def test_a_plan_is_asked_as_the_page_asks_it(api):
    channel = make.channel("Search")
    fit = MixFit.objects.create(outcome="revenue", fitted_at=timezone.now())
    MixChannel.objects.create(fit=fit, channel=channel, label="Search", spend=1)
    address = "/api/v1/forecasts/plans/"

    asked = api.post(address, {"limits": {"change": 10, "locked": ["Search"], f"own-{channel.pk}": None}}, **JSON)
    wrong = api.post(address, {"limits": {"change": -5}}, **JSON)
    nowhere = api.post(address, {"outcome": "weather", "limits": {}}, **JSON)

    assert asked.status_code == 201, asked.content
    assert (asked.json()["asked"]["change"], asked.json()["asked"]["locked"]) == (0.1, ["Search"])
    assert Job.objects.filter(kind="forecasts.plan").exists()
    assert "change: " in str(wrong.json())
    assert nowhere.status_code == 404
    assert read(api, "mix/?outcome=revenue")["results"][0]["channels"][0]["label"] == "Search"


def test_what_has_not_been_worked_out_yet_is_said(api):
    assert api.get("/api/v1/forecasts/customers/").status_code == 404
    assert read(api, "court/")["results"] == []
    assert read(api, "launch/?channel=Search&spend=1000")["outcomes"] == {}
    assert api.get("/api/v1/forecasts/launch/?spend=none").status_code == 400
