"""When each contact became a lead, was qualified, accepted by sales, entered a deal, and bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.company.deals import NEW, Deals
from simulator.company.market import OLD_CONTACTS, Market, known
from simulator.company.touches import Touches
from simulator.core.draws import Draws, Floats, Integers

_HOUR = 3_600.0
STAGES = ("lead", "mql", "sal", "sql", "customer")
QUALIFIED, ACCEPTED, PURSUED = 0.8, 0.72, 0.15
"""Shares of leads that become MQLs, of MQLs that sales accepts, and of these that become SQLs without any deal."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Seconds by contact, NaN where the stage was not reached; in order where both are known."""

    lead: Floats
    mql: Floats
    sal: Floats
    sql: Floats
    customer: Floats


def stages(world: Market, sold: Deals, seen: Touches, end: int, draws: Draws) -> Stages:
    """Leads and MQLs answer one of their touches; those with a part in new business were qualified before it opened.

    Some whom sales took on never came to a deal, and who joins a customer's deal is not handed over by marketing.
    Nothing lies after `end` (seconds). Contacts known before the first quarter have negative seconds.
    """
    contacts = np.arange(len(world.account))
    asked, bought = _deal_times(world, sold, end, draws)
    lead, second = _answers(world, seen, draws)
    qualified = draws.uniform("stage/mql/yes", contacts) < QUALIFIED
    mql = np.fmin(np.where(qualified, second, np.nan), asked - 100 * _HOUR)
    accepted = draws.uniform("stage/sal", contacts) < ACCEPTED
    handover = draws.lognormal("stage/handover", contacts, median=17.0, sigma=0.9) * _HOUR
    sal = np.fmin(np.where(accepted, mql + np.minimum(handover, 96 * _HOUR), np.nan), asked - 2 * _HOUR)
    pursued = draws.uniform("stage/sql", contacts) < PURSUED
    wait = draws.lognormal("stage/sql/wait", contacts, median=9.0, sigma=0.6) * 24 * _HOUR
    sql = np.fmin(np.where(pursued, sal + wait, np.nan), asked - _HOUR)
    lead = np.fmin(lead, mql - _HOUR)
    return Stages(*(_until(end, seconds) for seconds in (lead, mql, sal, sql, bought)))


def roles(world: Market, sold: Deals, end: int, draws: Draws) -> tuple[Integers, Integers, Integers]:
    """Rows (deal, contact, place) of people known when it opened; one deal in seven names nobody, the first place
    leads. Others each time. `end` is in seconds."""
    number = np.arange(len(sold))
    named = draws.uniform("role/named", number) < 6 / 7
    wanted = 1 + draws.integer("role/count", 3, number)
    size = known(world, sold.account, sold.created * 86_400 / end, draws)
    count = np.where(named, np.minimum(wanted, size), 0)
    deal = np.repeat(number, count)
    place = np.arange(len(deal)) - np.repeat(np.cumsum(count) - count, count)
    start = draws.integer("role/start", size, number)
    return deal, world.first[sold.account[deal]] + (start[deal] + place) % size[deal], place


def _answers(world: Market, seen: Touches, draws: Draws) -> tuple[Floats, Floats]:
    """Seconds at which each contact would become a lead and an MQL by their own touches, NaN where they never do."""
    contacts = np.arange(len(world.account))
    answer = np.ceil(draws.exponential("stage/lead", contacts, mean=1.2)).astype(np.int64)
    further = np.ceil(draws.exponential("stage/mql", contacts, mean=1.2)).astype(np.int64)
    before = _long_known(world, draws)
    later = before + draws.lognormal("stage/mql/wait", contacts, median=35.0, sigma=0.8) * 24 * _HOUR
    lead = np.where(np.isnan(before), _touch_number(seen, answer) + 600, before)
    return lead, np.where(np.isnan(before), _touch_number(seen, answer + further) + 2 * _HOUR, later)


def _long_known(world: Market, draws: Draws) -> Floats:
    """Seconds, in the year before the first quarter, at which most of the old contacts had become leads."""
    contacts = np.arange(len(world.account))
    place = contacts - world.first[world.account]
    old = place < 1 + OLD_CONTACTS * (world.size[world.account] - 1)
    old &= draws.uniform("stage/old", contacts) < 0.8
    return np.where(old, -(22 + 340 * draws.uniform("stage/old/day", contacts)) * 24 * _HOUR, np.nan)


def _touch_number(seen: Touches, wanted: Integers) -> Floats:
    """Seconds of each contact's touch of that number (1 is the first), NaN where there were fewer."""
    order = np.argsort(seen.contact, kind="stable")
    counts = np.bincount(seen.contact, minlength=len(wanted))
    starts = np.cumsum(counts) - counts
    row = order[np.minimum(starts + wanted - 1, len(order) - 1)]
    return np.where(wanted <= counts, seen.seconds[row], np.nan)


def _deal_times(world: Market, sold: Deals, end: int, draws: Draws) -> tuple[Floats, Floats]:
    """Seconds of the first new business that names each contact, and of the first deal won."""
    deal, contact, _ = roles(world, sold, end, draws)
    asked, bought = np.full(len(world.account), np.nan), np.full(len(world.account), np.nan)
    fresh, won = sold.kind[deal] == NEW, sold.won[deal]
    np.fmin.at(asked, contact[fresh], created_seconds(sold, draws)[deal[fresh]].astype(np.float64))
    np.fmin.at(bought, contact[won], decided_seconds(sold, draws)[deal[won]].astype(np.float64))
    return asked, bought


def created_seconds(sold: Deals, draws: Draws) -> Integers:
    """In office hours of the day of creation."""
    return sold.created * 86_400 + 9 * 3_600 + draws.integer("deal/clock", 7 * 3_600, np.arange(len(sold)))


def decided_seconds(sold: Deals, draws: Draws) -> Integers:
    return sold.decided * 86_400 + 9 * 3_600 + draws.integer("deal/clock/end", 8 * 3_600, np.arange(len(sold)))


def _until(end: int, seconds: Floats) -> Floats:
    return np.where(seconds < end, seconds, np.nan)
