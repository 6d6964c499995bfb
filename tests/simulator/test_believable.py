"""The numbers of the demonstration company are such as a software maker has, on any day."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from forecasts.core.customers.buyers import FEWEST_CUSTOMERS, FEWEST_REPEATERS
from forecasts.core.mix.data import MixData
from forecasts.core.mix.gates import check_gates
from forecasts.core.mix.holdout import held_out_errors
from forecasts.core.mix.posterior import RoasPrior
from simulator.company.blueprint import CHANNEL, CHANNELS
from simulator.company.facts import Facts, facts
from simulator.company.size import SMALL
from simulator.company.touches import DIRECT
from tests.simulator.company import told

DAYS = (date(2026, 11, 23), date(2026, 10, 2), date(2026, 12, 31), date(2027, 3, 3))
"""A Monday in the middle of a quarter, a Friday at its beginning, a Thursday at its end, and a year later."""


@cache
def small(day: date) -> Facts:
    return facts(day, seed=1, scale=SMALL)


def reached(company: Facts, stage: str, quarter: int) -> int:
    first, last = company.calendar.known(quarter)
    day = getattr(company.stages, stage) / 86_400
    return int(((day >= first) & (day < last)).sum())


def first_won(company: Facts) -> np.ndarray:
    """Day of the first win by account, NaN where there was none."""
    found = np.full(company.market.scale.accounts, np.nan)
    won = company.deals.won
    np.fmin.at(found, company.deals.account[won], company.deals.decided[won].astype(float))
    return found


def brought_by(company: Facts) -> np.ndarray:
    """Number of the channel that met the contact first under whom an account's orders stand; DIRECT for none."""
    seen, world = company.touches, company.market
    account = world.account[seen.contact]
    mine = (seen.contact == world.first[account]) & (seen.seconds // 86_400 <= first_won(company)[account])
    met, touch = np.unique(account[mine], return_index=True)
    channel = np.array([*(campaign.channel for campaign in company.campaigns), DIRECT])
    found = np.full(world.scale.accounts, DIRECT)
    found[met] = channel[seen.campaign[mine][touch]]
    return found


def pipeline_by_week(company: Facts) -> MixData:
    """Pipeline beside the spend of the seven largest channels, and of all others together."""
    time, sold = company.calendar, company.deals
    start = -time.starts_on.weekday() % 7
    edges = np.arange(start, time.now + 1, 7)
    outcome = np.histogram(sold.created, bins=edges, weights=sold.cents / 100)[0]
    channel = np.array([campaign.channel for campaign in company.campaigns])
    days = np.arange(time.now)
    spend = np.array(
        [
            np.histogram(days, bins=edges, weights=company.money.spend[channel == number].sum(axis=0) / 100)[0]
            for number in range(len(CHANNELS))
        ]
    )
    order = np.argsort(-spend.sum(axis=1))
    table = np.vstack([spend[order[:7]], spend[order[7:]].sum(axis=0)]).T
    names = (*(CHANNELS[number].name for number in order[:7]), "Other channels")
    weeks = tuple(time.starts_on + timedelta(days=int(edge)) for edge in edges[:-1])
    return MixData(weeks, outcome, names, table, np.zeros((len(weeks), 0)))


def test_a_third_to_a_half_of_the_mqls_are_followed_by_an_sql_in_every_quarter():
    shares = [reached(told(), "sql", quarter) / reached(told(), "mql", quarter) for quarter in range(8)]

    assert min(shares) >= 0.3
    assert max(shares) <= 0.55


@pytest.mark.parametrize("day", DAYS)
def test_fewer_people_reach_each_next_stage_in_the_quarters_that_are_over(day: date):
    for company in (small(day), told()):
        for quarter in range(7):
            steps = [reached(company, stage, quarter) for stage in ("lead", "mql", "sal", "sql")]
            assert steps == sorted(steps, reverse=True)


def test_fairs_bring_enough_customers_to_say_what_one_costs():
    company = told()
    bought_lately = first_won(company) >= company.calendar.now - 365

    assert (bought_lately & (brought_by(company) == CHANNEL["Trade fairs"])).sum() >= 15


@pytest.mark.parametrize("day", DAYS)
def test_the_small_company_has_customers_enough_to_be_valued(day: date):
    sold = small(day).deals
    wins = np.bincount(sold.account[sold.won])

    assert (wins > 0).sum() >= FEWEST_CUSTOMERS
    assert (wins > 1).sum() >= FEWEST_REPEATERS


@pytest.mark.parametrize("day", DAYS)
def test_the_media_mix_of_the_small_company_foretells_better_than_the_year_before(day: date):
    data = pipeline_by_week(small(day))
    model, naive = held_out_errors(data, prior=RoasPrior())
    gates = check_gates(data, model_error=model, naive_error=naive)

    assert model is not None
    assert [reason for place in range(len(data.channels)) for reason in gates.reasons(place)] == []
