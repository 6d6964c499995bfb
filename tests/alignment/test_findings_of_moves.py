"""Moves of a budget plan among the findings: their points, and one decision on whichever page it is made."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alignment.core.findings import judge
from alignment.core.findings.words import Kind
from alignment.core.score import value
from alignment.core.situation import MoveFacts, Situation
from alignment.models import Finding
from alignment.services import Share, link_campaign, score_cycle
from alignment.services.findings import DecisionRefused, decide
from campaigns.models import BudgetEntry
from forecasts.models import BudgetPlan, MixFit, MoveCard
from forecasts.services import moves
from people.models import Role
from tests import factories as make
from tests.alignment.worlds import worked_example

NOW = datetime(2026, 8, 10, 9, tzinfo=UTC)
SEPTEMBER = date(2026, 9, 1)


def test_the_points_of_a_move_are_those_of_the_money_spent_so():
    board = worked_example()
    first, second = (row.key for row in board.campaigns[:2])
    amount = Decimal("20.00")
    move = MoveFacts("1", "Search", "Fairs", amount, "Gain.", ((first, amount),), ((second, amount),))

    (found,) = (row for row in judge(Situation(board, moves=[move])) if row.found.kind is Kind.BUDGET_MOVE)

    spent = {first: -amount, second: amount}
    campaigns = [replace(row, spend=(row.spend or 0) + spent.get(row.key, 0)) for row in board.campaigns]
    assert found.after == pytest.approx(value(replace(board, campaigns=tuple(campaigns))))
    assert found.points == pytest.approx(found.after - found.before)
    assert found.points != 0
    assert (found.found.money, found.found.title) == (amount, "Move money from Search to Fairs")


@pytest.fixture
def finding(db):
    """A move of 100 from Search to Fairs in a cycle that was scored, with a plan of 500 each for September."""
    cycle = make.cycle(date(2026, 7, 1), date(2026, 10, 1))
    aim = make.objective(cycle, serves=make.business_objective("Grow"))
    channels = [make.channel("Search"), make.channel("Fairs")]
    for channel in channels:
        campaign = make.campaign(f"{channel} campaign", channel=channel)
        make.spend(campaign, date(2026, 7, 5), "700.00")
        link_campaign(campaign=campaign, shares=[Share(aim, Decimal(1))], since=cycle.starts_on, by=None)
        BudgetEntry.objects.create(
            campaign=campaign, layer="plan", month=SEPTEMBER, amount="500", reported="500", currency="EUR", rate=1,
            rate_on=SEPTEMBER, source="test", external_id=str(channel),
        )  # fmt: skip
    fit = MixFit.objects.create(outcome="revenue", fitted_at=NOW)
    plan = BudgetPlan.objects.create(
        fit=fit, starts_on=SEPTEMBER, ends_on=date(2026, 12, 1), asked_at=NOW, answered_at=NOW
    )
    gains = {"gain_low": "10.00", "gain": "20.00", "gain_high": "30.00", "chance": 0.9}
    MoveCard.objects.create(plan=plan, source=channels[0], target=channels[1], amount="100.00", **gains)
    score_cycle(cycle, today=NOW.date(), now=NOW)
    return Finding.objects.get(kind=Kind.BUDGET_MOVE)


def forecasts():
    rows = BudgetEntry.objects.filter(layer="forecast").order_by("campaign__name")
    return [(row.campaign.name, row.reported) for row in rows]


def test_a_move_enters_with_money_interval_and_the_campaigns_it_touches(finding):
    assert finding.money == 100
    assert "80\u00a0% range €10.00 to €30.00" in finding.detail
    assert [(row["name"], row["note"], row["money"]) for row in finding.rows] == [
        ("Search campaign", "gives", "100.00"), ("Fairs campaign", "gets", "100.00"),
    ]  # fmt: skip
    assert finding.steps[0]["verb"] == "move"


def test_accepting_the_finding_writes_the_forecast_and_opening_it_again_takes_that_back(finding):
    given = {"finding": finding, "by": make.user(Role.MARKETER), "now": NOW, "today": NOW.date()}

    decide(action="accept", **given)

    finding.refresh_from_db()
    assert (finding.state, MoveCard.objects.get().state) == ("accepted", "accepted")
    assert forecasts() == [("Fairs campaign", Decimal("600.00")), ("Search campaign", Decimal("400.00"))]
    with pytest.raises(DecisionRefused, match="accepted already"):
        decide(action="accept", **given)

    decide(action="reopen", **given)

    finding.refresh_from_db()
    assert (finding.state, forecasts()) == ("open", [])
    assert [entry.verb for entry in finding.entries.all()] == ["reopened", "accepted", "found"]


def test_what_is_decided_with_the_plan_stands_in_the_finding_and_a_recompute_keeps_it(finding):
    card, by = MoveCard.objects.get(), make.user(Role.MARKETER)
    moves.decline(card=card, reason="The stand is booked", by=by, now=NOW)

    finding.refresh_from_db()
    assert (finding.state, finding.entries.first().reason) == ("declined", "The stand is booked")

    score_cycle(finding.cycle, today=NOW.date(), now=NOW)

    finding.refresh_from_db()
    assert (finding.state, finding.resolved_at) == ("declined", None)
