"""Budget plans asked of stored curves, their cards, and what accepting one does to the ledger."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from alignment.services import Share, link_campaign
from campaigns.models import BudgetEntry, Campaign
from forecasts.core.arrays import Interval
from forecasts.core.budget.advice import ChannelMove, advise
from forecasts.core.budget.cards import cards, transfers
from forecasts.core.budget.request import PlanRequest
from forecasts.models import BudgetPlan, MixChannel, MixFit, MoveCard
from forecasts.selectors.budgets import brand_channels, planned_months
from forecasts.services import moves
from forecasts.services.plans import answer
from organisation.core.calendar import Window
from people.models import Role
from tests import factories as make
from tests.forecasts.worlds import hill_curves

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
JULY = date(2026, 7, 1)


def test_the_moves_of_a_plan_add_up_to_it_and_each_has_its_own_range():
    curves = hill_curves(channels=4)
    advice = advise(curves, PlanRequest())

    found = cards(curves, advice)

    flows = dict.fromkeys(curves.channels, 0)
    for card in found:
        flows[card.transfer.source] -= card.transfer.cents
        flows[card.transfer.target] += card.transfer.cents
        assert card.gain.low < card.gain.median < card.gain.high
    least = 0.005 * 100 * curves.current.sum()
    assert all(abs(flows[move.channel] - (move.then - move.now)) <= 2 * least for move in advice.moves)
    assert found == sorted(found, key=lambda card: -card.gain.median)


def test_moves_too_small_to_matter_are_left_out():
    flat = Interval(0, 0, 0)

    assert transfers([ChannelMove("a", 100_000, 99_990, flat, None, None)]) == []


def test_committed_money_is_never_planned_away():
    curves = hill_curves(channels=4)
    free = advise(curves, PlanRequest())
    cut = next(move for move in free.moves if move.then < move.now)

    held = advise(curves, PlanRequest(committed={cut.channel: cut.now / 100}))

    assert next(move.then for move in held.moves if move.channel == cut.channel) >= cut.now - 1


@pytest.fixture
def world(db):
    return curved()


def curved(outcome="revenue"):
    """Three channels with stored curves, each with a campaign that has a plan for July."""
    curves = hill_curves(channels=3)
    fit = MixFit.objects.create(
        outcome=outcome, fitted_at=NOW, weeks=104, last_week=date(2026, 6, 1),
        curves={
            "channels": ["Search", "Fair", "Mail"], "current": curves.current.tolist(),
            "largest": curves.largest.tolist(), "top": curves.top.tolist(), "half": curves.half.tolist(),
            "slope": curves.slope.tolist(),
        },
    )  # fmt: skip
    for name in ("Search", "Fair", "Mail"):
        channel = make.channel(name)
        MixChannel.objects.create(fit=fit, channel=channel, label=name, spend=1)
        campaign = make.campaign(f"{name} campaign", channel=channel)
        for month, amount in ((JULY, "200000.00"), (date(2026, 8, 1), "100000.00")):
            entry(campaign, month, amount)
    return fit


def entry(campaign, month, amount, layer="plan"):
    return BudgetEntry.objects.create(
        campaign=campaign, layer=layer, month=month, amount=amount, reported=amount, currency="EUR", rate=1,
        rate_on=month, source="test", external_id=f"{campaign.pk}-{layer}-{month}",
    )  # fmt: skip


def asked(fit, *, scenario="fixed budget", horizon="90 days", **limits):
    window = planned_months(NOW.date())
    plan = BudgetPlan.objects.create(
        fit=fit, scenario=scenario, horizon=horizon, starts_on=window.starts_on, ends_on=window.ends_on, asked=limits,
        asked_at=NOW,
    )  # fmt: skip
    return answer(plan, now=NOW)


def card(world, amount="30000.00"):
    plan = asked(world)
    MoveCard.objects.all().delete()
    gains = {"gain_low": "1.00", "gain": "2.00", "gain_high": "3.00", "chance": 0.9}
    return MoveCard.objects.create(
        plan=plan, source=make.channel("Search"), target=make.channel("Fair"), amount=amount, **gains
    )


def forecasts():
    rows = BudgetEntry.objects.filter(layer="forecast").order_by("campaign__name", "month")
    return [(row.campaign.name, row.month.month, row.reported) for row in rows]


def _then(answer, channel):
    return next(move["then"] for move in answer["moves"] if move["channel"] == channel)


class TestPlans:
    def test_a_plan_is_answered_once_with_channels_sentence_and_cards(self, world):
        plan = asked(world, change=0.25)

        assert plan.reason == ""
        assert plan.answer["sentence"].startswith("Move: expected gain")
        assert {move["channel"] for move in plan.answer["moves"]} == {"Search", "Fair", "Mail"}
        assert plan.cards.count() >= 1
        assert "no later brand effect is assumed" in plan.answer["assumption"]

    def test_own_plans_get_the_same_ranges_and_no_cards(self, world):
        plan = asked(world, scenario="own plan", own={"Search": "100000"})

        search = next(move for move in plan.answer["moves"] if move["channel"] == "Search")
        assert search["then"] == pytest.approx(100000, abs=0.1)
        assert not plan.cards.exists()

    def test_limits_that_cannot_be_met_leave_a_sentence(self, world):
        plan = asked(world, budget="10.00")

        assert "is below the" in plan.reason
        assert plan.answer == {}

    def test_a_brand_effect_counts_by_the_horizon_and_is_told(self, world):
        mail = make.campaign("Fame", channel=make.channel("Mail"), mix="brand")
        make.spend(mail, date(2026, 5, 4), "900.00")

        plan = asked(world, brand_effect=2.0)

        assert brand_channels(Window(date(2026, 1, 1), JULY)) == {make.channel("Mail").pk}
        assert "Mail × 2" in plan.answer["assumption"]
        assert plan.answer["brand"] == ["Mail"]

    def test_channels_are_weighed_by_the_objectives_their_money_served(self, world):
        assert asked(world, weigh=True).reason.startswith("No money of these channels was linked")
        cycle = make.cycle(date(2026, 4, 1), JULY)
        for name, weight in (("Search", 1), ("Fair", 3), ("Mail", 1)):
            aim = make.objective(cycle, serves=make.business_objective(f"For {name}", weight=weight))
            campaign = Campaign.objects.get(name=f"{name} campaign")
            make.spend(campaign, date(2026, 5, 4), "1000.00")
            link_campaign(campaign=campaign, shares=[Share(aim, Decimal(1))], since=cycle.starts_on, by=None)

        plain, weighed = (asked(world, weigh=weigh).answer for weigh in (False, True))

        assert weighed["weights"] == pytest.approx({"Search": 0.6, "Fair": 1.8, "Mail": 0.6})
        assert _then(weighed, "Fair") > _then(plain, "Fair")
        assert weighed["weighed_gain"]["median"] > weighed["gain"]["median"]

    def test_a_least_amount_is_kept(self, world):
        cut = min(asked(world).answer["moves"], key=lambda move: move["then"] - move["now"])
        least = round(0.95 * cut["now"], 2)

        found = asked(world, least={cut["channel"]: str(least)})

        assert cut["then"] < least <= _then(found.answer, cut["channel"]) + 0.2

    def test_channels_behind_a_closed_gate_stay_and_all_of_them_refuse(self, world):
        MixChannel.objects.filter(label="Mail").update(reasons=["Too few weeks."])
        held = asked(world)
        MixChannel.objects.update(reasons=["Too few weeks."])

        mail = next(move for move in held.answer["moves"] if move["channel"] == "Mail")
        assert mail["now"] == mail["then"]
        assert held.answer["held"] == {"Mail": "Too few weeks."}
        assert asked(world).reason.startswith("No channel of this mix can be told apart")


class TestDecisions:
    def test_accepting_writes_the_forecast_by_what_is_free_and_taking_back_restores_it(self, world):
        row, boss = card(world), make.user(Role.EXECUTIVE)

        moves.accept(card=row, by=boss, now=NOW)

        assert forecasts() == [
            ("Fair campaign", 7, Decimal("220000.00")), ("Fair campaign", 8, Decimal("110000.00")),
            ("Search campaign", 7, Decimal("180000.00")), ("Search campaign", 8, Decimal("90000.00")),
        ]  # fmt: skip
        row.refresh_from_db()
        assert (row.state, row.decided_by) == ("accepted", boss)
        moves.take_back(card=row, by=boss, now=NOW)
        assert forecasts() == []
        row.refresh_from_db()
        assert (row.state, row.written) == ("open", [])

    def test_committed_money_does_not_move(self, world):
        row = card(world)
        search = row.source.campaigns.get()
        entry(search, JULY, "200000.00", layer="committed")
        entry(search, date(2026, 8, 1), "80000.00", layer="committed")

        with pytest.raises(moves.MoveRefused, match=r"Only 20,000\.00 of Search is uncommitted"):
            moves.accept(card=row, by=make.user(), now=NOW)

        assert forecasts() == []

    def test_a_forecast_that_was_changed_since_is_not_overwritten(self, world):
        row = card(world)
        moves.accept(card=row, by=make.user(), now=NOW)
        BudgetEntry.objects.filter(layer="forecast", month=JULY).update(reported="1.00", amount="1.00")

        with pytest.raises(moves.MoveRefused, match="was changed since"):
            moves.take_back(card=row, by=make.user(), now=NOW)

        assert len(forecasts()) == 4

    def test_declining_needs_a_reason_and_accepting_needs_a_campaign(self, world):
        row = card(world)
        BudgetEntry.objects.filter(campaign__channel__name="Fair").delete()

        with pytest.raises(moves.MoveRefused, match="No campaign of Fair has a plan or forecast"):
            moves.accept(card=row, by=make.user(), now=NOW)
        with pytest.raises(moves.MoveRefused, match="Say why"):
            moves.decline(card=row, reason=" ", by=make.user(), now=NOW)

    def test_every_question_over_every_horizon_shows_its_assumption_and_the_price_of_the_floor(self, world, client):
        make.spend(make.campaign("Fame", channel=make.channel("Mail"), mix="brand"), date(2026, 5, 4), "900.00")
        client.force_login(make.user())
        limits = {"brand_effect": 2.0, "brand_floor": 0.1, "own": {"Search": "100000"}, "hurdle": -0.5}
        for scenario, horizon in (
            ("fixed budget", "90 days"), ("minimum total ROI", "1 year"), ("minimum marginal ROI", "3 years"),
            ("own plan", "3 years"),
        ):  # fmt: skip
            plan = asked(world, scenario=scenario, horizon=horizon, **limits)
            page = client.get(reverse("forecasts:budget_plan", args=[plan.pk])).content.decode()

            assert plan.reason == ""
            assert f"Judged over {horizon}: whole effects assumed as Mail × 2 of the measured ones" in page
            assert (plan.answer["brand_floor_price"] is None) == (scenario == "own plan")
            assert ("No floor was set." in page) == (scenario == "own plan")
            assert "Built on the mix fitted 10 Jun 2026, 104 weeks" in page

    def test_pages_ask_show_and_decide(self, world, client):
        client.force_login(make.user())
        form = client.get(reverse("forecasts:budget")).content.decode()
        assert "Largest change of a channel" in form
        assert "Weigh by objectives" in form
        limits = {"scenario": "fixed budget", "horizon": "1 year", "hurdle": 0, "change": 25, "brand_floor": 0}
        assert (
            client.post(reverse("forecasts:ask_plan"), {**limits, "brand_effect": 1, "change": -3}).status_code == 422
        )
        sent = client.post(reverse("forecasts:ask_plan"), {**limits, "brand_effect": 1})
        plan = BudgetPlan.objects.get()
        assert sent.url == reverse("forecasts:budget_plan", args=[plan.pk])
        answer(plan, now=NOW)
        assert "Channel by channel" in client.get(sent.url).content.decode()
        row = plan.cards.first()
        first = client.get(reverse("forecasts:budget")).content.decode()
        assert f'href="{sent.url}#move-{row.pk}"' in first
        assert first.index("What to move") < first.index("Asked before")
        refused = client.post(reverse("forecasts:decide_move", args=[row.pk]), {"action": "decline"})
        assert refused.status_code == 422
        client.post(
            reverse("forecasts:decide_move", args=[row.pk]), {"action": "decline", "reason": "A fair is booked."}
        )
        assert "because A fair is booked." in client.get(sent.url).content.decode()
