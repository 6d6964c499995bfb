"""What the company's marketing brings about, and what others report of it."""

from dataclasses import replace

import numpy as np

from kpis.core.measures import MEASURES
from simulator.company.demand import PULLS, demand
from simulator.company.facts import Facts, facts
from simulator.company.reported_values import reported_values
from simulator.company.size import SMALL
from tests.simulator.company import TODAY, told


def brought(company: Facts, channel: str, times: float) -> float:
    """New business of all days, in usual days, were a channel given so many times its money from the middle on."""
    spend = company.money.spend.copy()
    mine = [campaign.number for campaign in company.campaigns if campaign.medium.name == channel]
    half = spend.shape[1] // 2
    spend[mine, half:] = spend[mine, half:] * times
    changed = demand(company.campaigns, replace(company.money, spend=spend))
    return float(changed[half:].mean() / changed[:half].mean())


def test_money_of_a_channel_that_pulls_brings_business_and_ever_less_of_it():
    company = facts(TODAY, seed=1, scale=SMALL)
    none, usual, double, triple = (brought(company, "Search", times) for times in (0.0, 1.0, 2.0, 3.0))

    assert none < usual < double < triple
    assert triple - double < double - usual


def test_display_moves_nobody():
    company = facts(TODAY, seed=1, scale=SMALL)

    assert PULLS["Display"].share == 0
    assert brought(company, "Display", 0.0) == brought(company, "Display", 3.0)


def test_more_deals_begin_when_more_is_spent():
    by_day = demand(told().campaigns, told().money)
    begun = np.bincount(told().deals.created[told().deals.created >= 0], minlength=len(by_day))[: len(by_day)]
    weeks = len(by_day) // 7

    each = (values[: weeks * 7].reshape(weeks, 7).sum(axis=1) for values in (by_day, begun))
    assert np.corrcoef(*each)[0, 1] > 0.5


def test_what_others_report_is_of_measures_that_the_catalogue_knows_up_to_yesterday():
    told_of = reported_values(facts(TODAY, seed=1, scale=SMALL)).columns
    values = [(name, float(str(value))) for name, value in zip(told_of["kpi"], told_of["value"], strict=True)]

    assert set(told_of["kpi"]) <= set(MEASURES)
    assert max(str(days).split("/")[1] for days in told_of["days"]) == "2026-11-21"
    assert all(0.7 < value < 0.8 for name, value in values if name == "gross_margin")
    assert all(value > 0 for _, value in values)
