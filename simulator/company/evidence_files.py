"""What was tested: the register of experiments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from simulator.company.blueprint import CURRENCY
from simulator.company.campaigns import MONDAY, Campaign
from simulator.company.facts import Facts
from simulator.company.goals import CURRENT, business_name
from simulator.core.tables import Table

TESTED = CURRENT - 1
"""The quarter in which two experiments came to an end."""


def experiments(facts: Facts) -> Table:
    """One that confirms a programme, one that refutes another, and one that still runs."""
    start, now = facts.calendar.quarters[TESTED].starts_on, facts.calendar.quarters[CURRENT].starts_on
    weeks = slice(facts.calendar.number(start) + 14, facts.calendar.number(start) + 70)
    spent = float(facts.money.spend[_first(facts, _hollow).number, weeks].sum()) / 100
    rows = [
        _row(facts, "Four cities with and without the brand on the street", _brand, "brand", "geo", start,
             "Unaided awareness", "points", (4.1, 1.9, 6.3),
             "Four cities saw the programme, four of their size did not; drawn by lot."),
        _row(facts, "Display switched off for half of the accounts", _hollow, "growth", "holdout", start,
             "Won revenue", CURRENCY, (round(0.05 * spent, -2), round(-0.4 * spent, -2), round(0.5 * spent, -2)),
             "Accounts drawn by lot saw no display for eight weeks; they bought as much."),
        _row(facts, "Search for clinics in the north", _care, "healthcare", "geo", now,
             "MQLs", "MQLs", ("", "", ""), "Runs to the end of the quarter."),
    ]  # fmt: skip
    return Table("experiments.csv", {name: [row[name] for row in rows] for name in rows[0]})


def _row(
    facts: Facts, name: str, which: Callable[[Campaign], bool], serves: str, design: str, start: date,
    outcome: str, unit: str, effect: tuple[object, object, object], notes: str,
) -> dict[str, object]:  # fmt: skip
    campaign, year = _first(facts, which), facts.calendar.quarters[CURRENT].year_name
    return {
        "name": name,
        "campaign_key": campaign.external_id,
        "campaign_name": campaign.name,
        "business_objective": business_name(serves, year, year),
        "design": design,
        "starts_on": str(start + timedelta(days=14)),
        "ends_on": str(start + timedelta(days=69)),
        "outcome": outcome,
        "unit": unit,
        "effect": effect[0],
        "low": effect[1],
        "high": effect[2],
        "notes": notes,
    }


def _first(facts: Facts, which: Callable[[Campaign], bool]) -> Campaign:
    """The first of those that run from before the test to this day."""
    return next(one for one in facts.campaigns if which(one) and one.first <= TESTED and one.last == CURRENT)


def _brand(campaign: Campaign) -> bool:
    return campaign.name.startswith(MONDAY) and campaign.medium.name == "Out of home"


def _hollow(campaign: Campaign) -> bool:
    return campaign.story == "hollow_display"


def _care(campaign: Campaign) -> bool:
    return campaign.medium.name == "Search" and campaign.serves == "healthcare"
