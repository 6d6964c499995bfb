"""A walk over every page that shows forecasts: wherever a middle value stands, its range stands in the same place.

And the page says what its forecasts are built on. Each forecast of the world has numbers of its own, so that a page
cannot pass by the range of another one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from forecasts.core.ahead.words import writer
from forecasts.core.interval import Interval
from forecasts.models import (
    BudgetPlan,
    CustomerGroup,
    LaunchCurve,
    LaunchFit,
    MixChannel,
    MixFit,
    Outlook,
    OutlookRun,
    Promise,
    Settlement,
)  # fmt: skip
from forecasts.selectors.launch import Plan, launches, newest_fits
from organisation.core import show
from tests import factories as make
from tests.browser.money_worlds import money_at_work

NOW = timezone.now()
TODAY = NOW.date()
LEADS = Interval(6543, 7321, 8765)
RATE = Interval(612, 734, 915)
SOON = Interval(6211, 6789, 7177)
REVENUE = Interval(654_000, 765_000, 876_000)
SIGNED, SETTLED = Interval(4123, 4567, 4891), Interval(3123, 3567, 3891)
MODEL, BEFORE = Interval(5123, 5567, 5891), Interval(2123, 2567, 2891)
PLACES = {"tr", "li", "p", "h1", "h2", "article"}


@dataclass(frozen=True, slots=True)
class Written:
    """A forecast as pages write it: every way of its middle value, with the two ends written the same way."""

    name: str
    ways: tuple[tuple[str, str, str], ...]


def money(name: str, band: Interval) -> Written:
    exact = [show.money(one, currency="EUR") for one in (band.low, band.median, band.high)]
    short = [show.compact_money(one, currency="EUR") for one in (band.low, band.median, band.high)]
    return Written(name, (tuple(exact), tuple(short)))


def count(name: str, band: Interval, unit: str) -> Written:
    ways = [[write(one) for one in (band.low, band.median, band.high)] for write in (writer(unit), show.compact)]
    return Written(name, tuple(tuple(way) for way in ways))


def times(name: str, band: Interval) -> Written:
    ways = [[show.multiple(one, digits=digits) for one in (band.low, band.median, band.high)] for digits in (1, 2)]
    return Written(name, tuple(tuple(way) for way in ways))


def shares(name: str, band: Interval, *, digits: tuple[int, ...]) -> Written:
    ways = [[show.percent(one, digits=d) for one in (band.low, band.median, band.high)] for d in digits]
    return Written(name, tuple(tuple(way) for way in ways))


@pytest.fixture
def world(db):
    plan = BudgetPlan.objects.get(pk=money_at_work()["plan"])
    _mixes()
    groups = {"cohort": (131.5, 172.5, 223.5), "channel": (141.5, 182.5, 233.5), "all": (151.5, 192.5, 243.5)}
    for kind, (low, clv, high) in groups.items():
        CustomerGroup.objects.filter(kind=kind, clv__isnull=False).update(low=low, clv=clv, high=high)
    key_result, campaign = _promises()
    _outlooks(key_result)
    _launch_curves()
    return {"plan": plan, "key_result": key_result, "campaign": campaign}


def _mixes():
    """The fit of the world with returns of its own for each channel, and an earlier one."""
    newest = MixFit.objects.get()
    rows = list(newest.channels.order_by("pk"))
    earlier = MixFit.objects.create(outcome="revenue", fitted_at=NOW - timedelta(days=9), weeks=50)
    for place, row in enumerate(rows):
        row.roas_low, row.roas, row.roas_high = (one + place for one in (1.13, 1.67, 2.31))
        row.next_low, row.next_euro, row.next_high = (one + place for one in (0.24, 0.58, 0.97))
        row.share_low, row.share, row.share_high = (one + place / 10 for one in (0.153, 0.178, 0.212))
        row.save()
        MixChannel.objects.create(
            fit=earlier, channel=row.channel, label=row.label, spend=1, roas_low=1.42 + place, roas=1.77 + place,
            roas_high=2.19 + place,
        )  # fmt: skip


def _outlooks(key_result):
    run = OutlookRun.objects.create(as_of=TODAY, computed_at=NOW, published_at=NOW)
    rests = {"run": run, "ends_on": TODAY + timedelta(days=30), "points": 14, "built_on": "14 points, without a season",
             "first_on": TODAY - timedelta(days=98), "last_on": TODAY, "source": "check-ins"}  # fmt: skip
    soon = ["30 days", (TODAY + timedelta(days=20)).isoformat(), SOON.low, SOON.median, SOON.high]
    Outlook.objects.create(
        key_result=key_result, low=LEADS.low, median=LEADS.median, high=LEADS.high, chance="0.42", status="at_risk",
        unit="leads", is_whole=True, target=9000, rate_low=RATE.low, forecast_rate=RATE.median, rate_high=RATE.high,
        needed_rate=99, rate_per="week", columns=[soon], **rests,
    )  # fmt: skip
    Outlook.objects.create(
        kpi="revenue", low=REVENUE.low, median=REVENUE.median, high=REVENUE.high, unit="money", columns=[], **rests
    )


def _promises():
    """A promise that is open and one that is settled, each with a range of its own and one of the model's."""
    cycle = make.cycle(TODAY - timedelta(days=30), TODAY + timedelta(days=30))
    key_result = make.key_result(make.objective(cycle), "Leads", unit="leads", target=9000)
    campaign = make.campaign("Spring", channel=make.channel("Trade fairs"))
    rows = [
        Promise(
            subject=subject, quantity=quantity, unit=unit, due_on=TODAY, signed_by=make.user(), signed_at=NOW,
            low=band.low, median=band.median, high=band.high, model="outlook", model_low=beside.low,
            model_median=beside.median, model_high=beside.high, built_on="12 closed campaigns", **about,
        )
        for subject, quantity, unit, band, beside, about in (
            ("Leads", "key_result", "leads", SIGNED, MODEL, {"key_result_id": key_result.pk}),
            ("Spring", "pipeline", "EUR", SETTLED, BEFORE, {"campaign_id": campaign.pk}),
        )
    ]  # fmt: skip
    for row in rows:
        row.save()
    Settlement.objects.create(promise=rows[1], actual=3333, held=True, model_held=False, source="x", settled_at=NOW)
    return key_result, campaign


def _launch_curves():
    draws = Random(1)
    fit = LaunchFit.objects.create(
        outcome="revenue", as_of=TODAY, computed_at=NOW, published_at=NOW, model="linear",
        campaigns=[["Spring", "Trade fairs", "activation", 5000.0, 9000.0]] * 6,
    )  # fmt: skip
    LaunchCurve.objects.create(
        fit=fit, channel="Trade fairs", kind="activation", levels=[1.5 + draws.gauss(0, 0.5) for _ in range(200)],
        elasticities=[0.9] * 200,
    )  # fmt: skip


def _launched() -> list[Written]:
    (found,) = launches(
        [Plan("Trade fairs", "activation", 5000)], newest_fits(), money="revenue", hurdle=0, key_result=None
    )
    of_all, of_the_last = found.returns.roi, found.returns.marginal
    roi = [shares("ROI", of_all, digits=(0,)), shares("ROI of the last", of_the_last, digits=(0,))]
    return [money("launch", found.outcomes["revenue"]), *roi]


def _planned(plan: BudgetPlan) -> list[Written]:
    answer = plan.answer
    moves = [times(move["channel"], Interval(**move["next_unit"])) for move in answer["moves"]]
    cards = [money(str(card), Interval(card.gain_low, card.gain, card.gain_high)) for card in plan.cards.all()]
    roi = shares("ROI of the plan", Interval(**answer["roi"]), digits=(0,))
    return [money("gain", Interval(**answer["gain"])), roi, *moves, *cards]


def _pages(world) -> Iterator[tuple[str, list[Written]]]:
    """Every page that shows forecasts, and those that have to be on it."""
    row, plan = world["key_result"].pk, world["plan"]
    leads, rate, soon = count("leads", LEADS, "leads"), count("rate", RATE, "leads"), count("soon", SOON, "leads")
    revenue = money("revenue", REVENUE)
    roas = [times(f"return {place}", Interval(1.13 + place, 1.67 + place, 2.31 + place)) for place in range(3)]
    following = [times(f"next {place}", Interval(0.24 + place, 0.58 + place, 0.97 + place)) for place in range(3)]
    earlier = [times(f"earlier {place}", Interval(1.42 + place, 1.77 + place, 2.19 + place)) for place in range(3)]
    tenths = [Interval(0.153 + place / 10, 0.178 + place / 10, 0.212 + place / 10) for place in range(3)]
    parts = [shares(f"share {place}", band, digits=(1,)) for place, band in enumerate(tenths)]
    values = [money(f"value {n}", Interval(121.5 + n, 162.5 + n, 213.5 + n)) for n in (10, 20, 30)]
    signed = [count("signed", SIGNED, "leads"), count("model", MODEL, "leads")]
    settled = [count("settled", SETTLED, "EUR"), count("before", BEFORE, "EUR")]
    asked = "?channel1=Trade+fairs&kind1=activation&spend1=5000"
    yield reverse("forecasts:index"), [leads]
    yield reverse("forecasts:key_result", args=[row]), [leads, rate, soon]
    yield reverse("okrs:key_result", args=[row]), [leads]
    yield reverse("okrs:objective", args=[world["key_result"].objective_id]), [leads]
    yield reverse("forecasts:kpis"), [revenue]
    yield reverse("forecasts:kpi", args=["revenue"]), [revenue]
    yield reverse("forecasts:about_kpi", args=["revenue"]), [revenue]
    yield reverse("forecasts:promises"), [*signed, *settled]
    yield reverse("forecasts:campaign_promises", args=[world["campaign"].pk]), settled
    yield reverse("forecasts:promise_key_result", args=[row]), []
    yield f"{reverse('forecasts:launch')}{asked}", _launched()
    yield reverse("forecasts:customers"), [*values, times("CLV to CAC", Interval(3.0, 4.0, 5.2))]
    yield reverse("forecasts:mix"), [*roas, *following, *earlier, *parts]
    yield reverse("forecasts:budget"), []
    yield reverse("forecasts:budget_plan", args=[plan.pk]), _planned(plan)
    yield from ((reverse(name), []) for name in ("alignment", "summary", "okrs:tree", "findings", "stranded"))


def _place(node: html.HtmlElement) -> html.HtmlElement:
    """The row, tile, paragraph or fact that a text stands in."""
    around = [node, *node.iterancestors()]
    whole = (one for one in around if one.tag in PLACES or "tile" in one.classes)
    facts = (one for one in around if one.tag == "dd")
    return next(whole, next(facts, around[-1]))


def _occurrences(page: html.HtmlElement, text: str) -> Iterator[html.HtmlElement]:
    exact = re.compile(rf"(?<![\d,.]){re.escape(text)}(?![\d,]|\.\d)")
    for node in page.iter():
        if node.tag in ("script", "style", "option") or not isinstance(node.tag, str):
            continue
        if exact.search(node.text or ""):
            yield _place(node)
        yield from (_place(node) for child in node if exact.search(child.tail or ""))


def test_wherever_a_forecast_stands_its_range_and_what_it_is_built_on_stand_with_it(world, client):
    client.force_login(make.user())
    pages = list(_pages(world))
    everything = {one.name: one for _, forecasts in pages for one in forecasts}

    for address, expected in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = html.fromstring(answer.content.decode())
        seen = set()
        for forecast in everything.values():
            for low, middle, high in forecast.ways:
                for place in _occurrences(page, middle):
                    words = place.text_content()
                    seen.add(forecast.name)
                    assert low in words, (address, forecast.name, middle, words)
                    assert high in words, (address, forecast.name, middle, words)
        assert {one.name for one in expected} <= seen, (address, {one.name for one in expected} - seen)
        if seen:
            assert re.search(r"built on", page.text_content(), re.IGNORECASE), address
