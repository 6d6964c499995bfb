"""Promises that people sign, what comes of them, and campaigns before launch on a page."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import DatabaseError, transaction

from forecasts.core.interval import Interval
from forecasts.core.launch.curve import Curve, chance_with, returns
from forecasts.core.launch.model import fit_launches
from forecasts.core.launch.predict import PlannedCampaign, draw_curve, forecast_launch
from forecasts.models import LaunchCurve, LaunchFit, Promise, Settlement
from forecasts.selectors.promises import ledger
from forecasts.services import Beside, PromiseRefused, promise_key_result, settle_promises
from okrs.models import CheckIn, KeyResult
from tests import factories
from tests.forecasts.worlds import closed_campaigns

SIGNED = datetime(2026, 5, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 7, 20, 9, tzinfo=UTC)


@pytest.fixture
def leads(db: None) -> KeyResult:
    cycle = factories.cycle(date(2026, 4, 1), date(2026, 7, 1))
    row = factories.key_result(factories.objective(cycle), "Leads", measure="flow", target=130, unit="leads")
    CheckIn.objects.create(key_result=row, day=date(2026, 6, 30), value=104, made_at=LATER)
    return row


def signed(row: KeyResult, low: float = 90, high: float = 110) -> Promise:
    beside = Beside("outlook", Interval(110, 120, 130), "12 points")
    return promise_key_result(row, Interval(low, 100, high), beside=beside, by=factories.user(), now=SIGNED)


class TestPromises:
    def test_it_is_settled_from_the_last_value_a_week_after_its_day(self, leads):
        promise = signed(leads)

        early = settle_promises(now=datetime(2026, 7, 3, 9, tzinfo=UTC), model="linear")
        late = settle_promises(now=LATER, model="linear")

        promise.refresh_from_db()
        assert (early, late) == (0, 1)
        assert promise.settlement.actual == 104
        assert promise.settlement.held
        assert not promise.settlement.model_held
        assert settle_promises(now=LATER, model="linear") == 0

    def test_neither_it_nor_its_settlement_can_be_changed_or_taken_away(self, leads):
        promise = signed(leads)
        kept: list[Promise | Settlement] = [promise]
        for row in kept:
            for change in (row.save, type(row).objects.filter(pk=row.pk).delete):
                with pytest.raises(DatabaseError, match="kept as it was signed"), transaction.atomic():
                    change()
            if row is promise:
                settle_promises(now=LATER, model="linear")
                kept.append(Settlement.objects.get())

    def test_it_is_signed_once_and_before_its_day(self, leads):
        promise = signed(leads)
        again = {"beside": None, "by": promise.signed_by, "now": SIGNED}

        with pytest.raises(PromiseRefused, match="already"):
            promise_key_result(leads, Interval(1, 2, 3), **again)
        with pytest.raises(PromiseRefused, match="is over"):
            promise_key_result(leads, Interval(1, 2, 3), **{**again, "by": factories.user(), "now": LATER})

    def test_the_line_for_the_board_waits_for_ten(self, leads):
        for _ in range(9):
            signed(leads)
        settle_promises(now=LATER, model="linear")
        early = ledger().sentence
        signed(leads, low=99, high=101)
        settle_promises(now=LATER, model="linear")

        assert early.startswith("It is too early to say how often our 80\u202f% ranges hold: 9 of the 10")
        assert ledger().sentence.startswith("Our 80\u202f% ranges held 90\u202f% of the time (n\xa0=\xa010;")

    def test_a_marketer_signs_on_the_page_and_a_board_member_does_not(self, client, db):
        today = date.today()  # noqa: DTZ011
        running = factories.cycle(today - timedelta(days=30), today + timedelta(days=30))
        row = factories.key_result(factories.objective(running), unit="leads")
        address, given = f"/outlook/promises/key-result/{row.pk}/", {"low": 5, "median": 7, "high": 9}

        client.force_login(factories.user("board"))
        refused = client.post(address, given)
        client.force_login(factories.user("marketer"))
        crossed = client.post(address, {**given, "median": 12})
        client.post(address, given)

        assert (refused.status_code, crossed.status_code) == (403, 422)
        assert "lies between the other two" in crossed.content.decode()
        assert Promise.objects.get().subject == f"{row.name}, {running.name}"


class TestCurves:
    def test_a_stored_curve_says_what_the_model_says(self):
        history = closed_campaigns(40, seed=3)
        model, one = fit_launches(history), history[0]
        levels, elasticities = draw_curve(model, one.channel, one.kind, seed=1)
        plan = PlannedCampaign("plan", one.channel, one.kind, one.spend)
        straight = forecast_launch(model, plan, hurdle=0.1, seed=1)

        stored = returns(Curve(levels.tolist(), elasticities.tolist()), one.spend, hurdle=0.1)

        assert stored.roi.median == pytest.approx(straight.roi.median)
        assert stored.marginal.low == pytest.approx(straight.marginal_roi.low)
        assert stored.chance == straight.chance_of_hurdle

    def test_what_is_added_raises_the_chance_by_as_much_as_it_reaches(self):
        ends = [float(value) for value in range(0, 101, 10)]

        assert chance_with(ends, [0.0], target=50) == pytest.approx(0.5)
        assert chance_with(ends, [20.0], target=50) == pytest.approx(0.7)


class TestTheLaunchPage:
    @pytest.fixture
    def fitted(self, db):
        draws = Random(1)
        past = [["Spring", "Search", "activation", 5000.0, 9000.0]] * 6
        fit = LaunchFit.objects.create(
            outcome="revenue", as_of=date(2026, 5, 1), computed_at=SIGNED, published_at=SIGNED, model="linear",
            campaigns=past,
        )  # fmt: skip
        factories.channel("Search")
        levels = [1.5 + draws.gauss(0, 0.5) for _ in range(200)]
        LaunchCurve.objects.create(
            fit=fit, channel="Search", kind="activation", levels=levels, elasticities=[0.9] * 200
        )
        return fit

    def test_variants_in_the_address_are_answered_with_ranges_and_what_they_rest_on(self, fitted, page):
        text = page("?channel1=Search&kind1=activation&spend1=5000&channel2=Search&kind2=activation&spend2=50000")

        assert "Built on 6 closed campaigns: 6 of the same channel and kind" in text
        assert "more than twice the largest closed campaign" in text
        assert text.count("launch-answer card") + text.count("card launch-answer") == 2

    def test_a_spend_that_is_none_is_a_sentence_and_no_number(self, fitted, page):
        text = page("?channel1=Search&kind1=activation&spend1=-5")

        assert "greater than or equal to 1" in text
        assert "Built on" not in text


@pytest.fixture
def page(client, db):
    client.force_login(factories.user("marketer"))
    return lambda query: client.get(f"/outlook/launch/{query}").content.decode()
