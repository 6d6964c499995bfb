"""A campaign's promise: signed with its approved plan, settled from credit; a cycle's promises settle at its close."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from attribution.models import Credit, CreditRun, ScopeCombination
from campaigns.services import approve_plan, set_budget
from forecasts.core.interval import Interval
from forecasts.models import LaunchCurve, LaunchFit, Promise, Settlement
from forecasts.selectors.promises import ledger
from forecasts.services import Beside, PromiseRefused, promise_campaign, promise_key_result, settle_promises
from jobs.services import run_waiting
from okrs import services as okrs
from okrs.models import CheckIn, Cycle
from tests import factories as make

TODAY = timezone.now().date()
PIPELINE = Promise.Quantity.PIPELINE
SIGNED = datetime(2026, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def fair(db):
    """Half a year of a fair at the beginning of 2026, planned to cost 5,000 and owned by Ada."""
    row = make.campaign(
        "Fair", channel=make.channel("Events"), owner=make.user("marketer", name="Ada"),
        starts_on=date(2026, 2, 1), ends_on=date(2026, 3, 31),
    )  # fmt: skip
    set_budget(campaign=row, layer="plan", months={date(2026, 2, 1): Decimal(5000)}, by=None)
    return row


def test_without_an_approved_plan_nothing_is_signed(fair):
    with pytest.raises(PromiseRefused, match="not approved yet"):
        promise_campaign(fair, PIPELINE, Interval(1, 2, 3), beside=None, by=fair.owner, now=SIGNED)


def test_both_ranges_are_settled_by_the_credit_that_came_in_and_count_by_owner_channel_and_model(fair):
    approve_plan(campaign=fair, by=make.user("executive"), now=SIGNED)
    fair.refresh_from_db()
    beside = Beside("launch", Interval(9000, 12000, 15000), "12 closed campaigns")
    promise_campaign(fair, PIPELINE, Interval(5000, 6000, 9000), beside=beside, by=fair.owner, now=SIGNED)
    make.spend(fair, date(2026, 2, 20), "4800.00")
    moments = dict.fromkeys(("started_at", "finished_at", "published_at"), SIGNED)
    run = CreditRun.objects.create(settings={}, inputs_digest="0" * 64, **moments)
    Credit.objects.create(
        run=run, model="linear", milestone=4, month=202603, campaign_id=fair.pk,
        scope=ScopeCombination.objects.create(), conversions=2, value="8000.00", is_unattributed=False,
    )  # fmt: skip
    promise = Promise.objects.get()
    day_before = datetime.combine(promise.due_on + timedelta(days=6), datetime.min.time(), tzinfo=UTC)

    assert (promise.cost, promise.channel, promise.due_on) == (5000, "Events", date(2026, 5, 16))
    assert settle_promises(now=day_before, model="linear") == 0
    assert settle_promises(now=day_before + timedelta(days=1), model="linear") == 1

    came = Settlement.objects.get()
    assert (came.actual, came.held, came.model_held, came.cost) == (8000, True, False, Decimal("4800.00"))
    found = ledger()
    told = [[(row.group, row.held, row.promises) for row in rows] for rows in (found.owners, found.channels)]
    assert told == [[("Ada", 1, 1)], [("Events", 1, 1)]]
    assert [(row.group, row.held) for row in found.models] == [("Before launch", 0)]


def test_closing_a_cycle_settles_its_promises_at_once(db):
    cycle = make.cycle(TODAY - timedelta(days=60), TODAY + timedelta(days=1), state=Cycle.State.ACTIVE)
    row = make.key_result(make.objective(cycle), "Leads", measure="flow", target=100, unit="leads")
    now = timezone.now()
    promise_key_result(row, Interval(90, 100, 120), beside=None, by=make.user("marketer"), now=now)
    CheckIn.objects.create(key_result=row, day=TODAY, value=104, made_at=now)
    assert settle_promises(now=now, model="linear") == 0

    okrs.close_cycle(okrs.review_cycle(cycle), summary="", today=TODAY, now=now, by=None)
    run_waiting()

    assert Settlement.objects.get().held


def test_whoever_approves_signs_next_and_the_campaigns_page_says_what_is_promised(client, db):
    boss = make.user("executive", name="Grace")
    row = make.campaign(
        "Fair", channel=make.channel("Events"), mix="activation", owner=boss, starts_on=TODAY,
        ends_on=TODAY + timedelta(days=20),
    )  # fmt: skip
    set_budget(campaign=row, layer="plan", months={TODAY.replace(day=1): Decimal(5000)}, by=None)
    _fitted("Events")
    client.force_login(boss)
    before = client.get(f"{reverse('forecasts:launch')}?campaign={row.pk}").content.decode()
    opened = client.get(reverse("forecasts:launch")).content.decode()

    signing = client.post(reverse("plan_approve", args=[row.pk]), follow=True)

    assert "A promise is signed when the" in before
    assert "Opened with what is planned for" in opened
    assert all(f'value="{spend}"' in opened for spend in (5000, 2500, 7500))
    assert signing.redirect_chain[-1][0] == reverse("forecasts:promise_campaign", args=[row.pk])
    assert "built on 6 closed campaigns" in signing.content.decode()
    waiting = client.get(reverse("forecasts:campaign_promises", args=[row.pk])).content.decode()
    assert "nobody has signed what it will bring; it waits for Grace" in waiting
    given = {"low": 4000, "median": 9000, "high": 20000}
    page = client.post(reverse("forecasts:promise_campaign", args=[row.pk]), given, follow=True).content.decode()
    assert "You have signed a promise for Fair." in page
    part = reverse("forecasts:campaign_promises", args=[row.pk])
    assert f'hx-get="{part}"' in page
    assert "for €5,000.00" in client.get(part).content.decode()
    assert Promise.objects.get().model == "launch"


def _fitted(channel):
    now = timezone.now()
    fit = LaunchFit.objects.create(
        outcome="revenue", as_of=TODAY, computed_at=now, published_at=now, model="linear",
        campaigns=[["Spring", channel, "activation", 5000.0, 9000.0]] * 6,
    )  # fmt: skip
    levels = [1.4 + place / 100 for place in range(50)]
    LaunchCurve.objects.create(fit=fit, channel=channel, kind="activation", levels=levels, elasticities=[0.9] * 50)
