from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alignment import selectors, services
from alignment.core.receipt import recompute
from alignment.models import ScoreRun
from alignment.services import Share
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
D = Decimal


@pytest.fixture
def cycle():
    return make.cycle(date(2026, 1, 1), date(2026, 4, 1))


def component(run: ScoreRun, name: str) -> float | None:
    return next(part["value"] for part in run.receipt["arithmetic"]["components"] if part["name"] == name)


def test_mapped_spend_and_budget_fit_come_from_links_and_ledger(cycle):
    """Known answer: target 50/30/20, actual 70/20/10 gives a budget fit of 0.80; a fifth of the money is orphan."""
    for weight, amount in ((50, "700.00"), (30, "200.00"), (20, "100.00")):
        objective = make.objective(cycle, f"Objective {weight}", serves=make.business_objective(weight=weight))
        campaign = make.campaign(f"Campaign {weight}")
        make.spend(campaign, date(2026, 2, 1), amount)
        services.link_campaign(campaign=campaign, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)
    make.spend(make.campaign("Orphan"), date(2026, 2, 1), "250.00")
    make.spend(make.campaign("Tools"), date(2026, 2, 1), "99.00", enabling_reason="Licences")

    run = services.score_cycle(cycle, today=date(2026, 3, 1), now=NOW)

    assert component(run, "mapped_spend") == pytest.approx(0.8)
    assert component(run, "budget_fit") == pytest.approx(0.8)
    assert recompute(run.receipt) == ()
    assert selectors.latest_score(cycle) == run


def test_spend_after_the_day_of_the_score_does_not_count(cycle):
    objective = make.objective(cycle, "Grow", serves=make.business_objective())
    linked, later = make.campaign("Linked"), make.campaign("Later")
    make.spend(linked, date(2026, 2, 1), "10.00")
    make.spend(later, date(2026, 3, 2), "990.00")
    services.link_campaign(campaign=linked, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)

    run = services.score_cycle(cycle, today=date(2026, 3, 1), now=NOW)

    assert component(run, "mapped_spend") == 1


def test_a_cycle_without_mapped_money_is_not_scorable_and_says_so(cycle):
    make.objective(cycle, "Grow", serves=make.business_objective())
    make.spend(make.campaign("Orphan"), date(2026, 2, 1), "10.00")

    run = services.score_cycle(cycle, today=date(2026, 3, 1), now=NOW)

    assert run.score is None
    assert run.reason


def test_a_campaign_of_unknown_cost_is_not_a_campaign_without_cost(cycle):
    fair = make.campaign("Fair")
    make.spend(fair, date(2026, 2, 1), None)

    inputs = selectors.score_inputs(cycle, today=date(2026, 3, 1))

    assert [row.spend for row in inputs.campaigns] == [None]


def test_a_year_counts_what_the_links_of_its_quarters_say(cycle):
    year = make.cycle(date(2026, 1, 1), date(2027, 1, 1), name="The year", length="year")
    goal = make.business_objective()
    objective, linked = make.objective(cycle, "Grow", serves=goal), make.campaign("Linked")
    make.objective(year, "Grow all year", serves=goal)
    make.spend(linked, date(2026, 2, 1), "30.00")
    make.spend(make.campaign("Orphan"), date(2026, 2, 1), "10.00")
    services.link_campaign(campaign=linked, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)

    assert component(services.score_cycle(year, today=date(2026, 3, 1), now=NOW), "mapped_spend") == 0.75


def test_a_business_objective_that_came_later_is_none_of_an_earlier_cycle(cycle):
    first, unserved = make.business_objective("First"), make.business_objective("Unserved")
    make.objective(cycle, "Grow", serves=first)
    later = make.cycle(date(2026, 4, 1), date(2026, 7, 1), name="The next")
    make.objective(later, "Grow abroad", serves=make.business_objective("Later"))

    names = [row.name for row in selectors.score_inputs(cycle, today=date(2026, 3, 1)).objectives]
    assert names == [first.name, unserved.name]
    assert len(selectors.score_inputs(later, today=date(2026, 5, 1)).objectives) == 3
