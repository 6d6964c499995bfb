"""New business, expansions and renewals over eight quarters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.company import blueprint
from simulator.company.calendar import Calendar
from simulator.company.market import Market
from simulator.company.size import Size
from simulator.core.draws import Draws, Floats, Integers

KINDS = ("new", "expansion", "renewal")
NEW, EXPANSION, RENEWAL = range(3)
STAGES = ("Discovery", "Proposal", "Negotiation")
_MEDIAN_DAYS = (70.0, 40.0, 75.0)
_WARM_UP = 200
"""Deals that are decided in the calendar may have been opened so many days before it."""
_NOTICE = 75
"""A renewal is opened so many days before the contract ends."""


@dataclass(frozen=True, slots=True)
class Deals:
    """Opportunities in order of creation; days are numbers from the first day of the calendar."""

    account: Integers
    kind: Integers
    created: Integers
    decided: Integers
    """Day of the decision; a plan for those not closed."""
    closed: NDArray[np.bool_]
    won: NDArray[np.bool_]
    cents: Integers
    steps: Floats
    """Deal × stage: share of the way from creation to decision at which it enters the stage."""

    def __len__(self) -> int:
        return len(self.account)


def deals(world: Market, calendar: Calendar, draws: Draws, *, demand: Floats) -> Deals:
    """As many as the scale says: new business, renewals of everybody who bought, and expansions for the rest.

    `demand` is by day before today, 1 on average: when it is high, more new business begins and more is won.
    """
    fresh = _new_business(world, calendar, draws, demand)
    since = _customers_since(world.scale, fresh, calendar, draws)
    renewals = _renewals(since, calendar, draws)
    expansions = _expansions(since, world.scale.opportunities - len(fresh) - len(renewals), calendar, draws, demand)
    whole = np.vstack([fresh, renewals, expansions])
    whole = whole[np.lexsort((whole[:, 1], whole[:, 0], whole[:, 2]))]
    account, kind, created, decided, won = whole.T
    number = np.arange(len(whole))
    closed = decided < calendar.now
    second = draws.uniform("deal/step/2", number) * 0.3 + 0.15
    third = second + (1 - second) * (draws.uniform("deal/step/3", number) * 0.5 + 0.25)
    return Deals(
        account=account,
        kind=kind,
        created=created,
        decided=decided,
        closed=closed,
        won=closed & (won == 1),
        cents=_cents(world, account, kind, number, draws),
        steps=np.column_stack([np.zeros(len(whole)), second, third]),
    )


def _rows(account: Integers, kind: int, created: Integers, decided: Integers, won: NDArray[np.bool_]) -> Integers:
    return np.column_stack([account, np.full(len(account), kind), created, decided, won.astype(np.int64)])


def _new_business(world: Market, calendar: Calendar, draws: Draws, demand: Floats) -> Integers:
    scale = world.scale
    number = np.arange(2 * scale.new_business)
    created = _days(calendar, "deal/new/day", len(number), draws, demand)
    account = scale.old_customers + draws.integer("deal/new/account", scale.buyers - scale.old_customers, number)
    decided = created + _cycle(NEW, number, draws)
    rate = np.array(blueprint.WIN_RATES)[world.segment[account]] * _push(demand, decided)
    rows = _rows(account, NEW, created, decided, draws.uniform("deal/new/won", number) < rate)
    return rows[decided >= 0][: scale.new_business]


def _customers_since(scale: Size, fresh: Integers, calendar: Calendar, draws: Draws) -> dict[int, int]:
    """Day on which each customer first bought; before the calendar for the old ones."""
    old = np.arange(scale.old_customers)
    days = -1 - np.floor(365 * draws.spread("customer/since", len(old))).astype(np.int64)
    since = dict(zip(old.tolist(), days.tolist(), strict=True))
    for account, _, _, decided, won in fresh[np.argsort(fresh[:, 3], kind="stable")].tolist():
        if won and decided < calendar.now:
            since.setdefault(account, decided)
    return since


def _renewals(since: dict[int, int], calendar: Calendar, draws: Draws) -> Integers:
    """One a year per customer until one is lost."""
    rows = []
    for account, day in sorted(since.items()):
        end = day + 365
        while end - _NOTICE < calendar.now:
            kept = draws.uniform("renewal/kept", account, end)[0] < 0.87
            if end >= 0:
                rows.append((account, RENEWAL, end - _NOTICE, end, int(kept)))
            if not kept:
                break
            end += 365
    return np.array(rows, dtype=np.int64)


def _expansions(since: dict[int, int], count: int, calendar: Calendar, draws: Draws, demand: Floats) -> Integers:
    number = np.arange(count)
    customers, days = np.array(sorted(since)), np.array([since[account] for account in sorted(since)])
    picked = draws.integer("deal/more/account", len(customers), number)
    earliest = np.maximum(days[picked] + 30, -_MEDIAN_DAYS[EXPANSION] // 2).astype(np.int64)
    room = np.maximum(calendar.now - 1 - earliest, 0)
    created = np.minimum(earliest + np.floor(draws.spread("deal/more/day", count) * room), calendar.now - 1)
    decided = np.maximum(created.astype(np.int64) + _cycle(EXPANSION, number, draws), 0)
    won = draws.uniform("deal/more/won", number) < 0.42 * _push(demand, decided)
    return _rows(customers[picked], EXPANSION, created.astype(np.int64), decided, won)


def _days(calendar: Calendar, stream: str, count: int, draws: Draws, demand: Floats) -> Integers:
    """Creation days, from some months before the first quarter: more each year, with demand, and not at weekends."""
    day = np.arange(-_WARM_UP, calendar.now)
    month = np.array([calendar.day(int(number)).month for number in day])
    weekday = (day + calendar.starts_on.weekday()) % 7
    weight = (1 + 0.25 * day / 365) * np.where(np.isin(month, (7, 8)), 0.75, 1.0) * np.where(weekday >= 5, 0.15, 1.0)
    edges = np.cumsum(weight * _push(demand, day))
    picked = np.searchsorted(edges, draws.spread(stream, count) * edges[-1], side="right")
    return np.asarray(np.minimum(picked, len(day) - 1) - _WARM_UP, dtype=np.int64)


def _push(demand: Floats, day: Integers) -> Floats:
    """Demand of each day; as usual on those that no ledger knows."""
    known = (day >= 0) & (day < len(demand))
    return np.where(known, demand[np.clip(day, 0, len(demand) - 1)], 1.0)


def _cycle(kind: int, number: Integers, draws: Draws) -> Integers:
    days = draws.lognormal(f"deal/cycle/{kind}", number, median=_MEDIAN_DAYS[kind], sigma=0.45)
    return np.maximum(np.rint(days), 5).astype(np.int64)


def _cents(world: Market, account: Integers, kind: Integers, number: Integers, draws: Draws) -> Integers:
    """A contract is renewed for about what it was; an expansion is smaller, and of any size."""
    median, wanders = np.array([14_500.0, 6_000.0, 15_000.0])[kind], np.array([0.1, 0.4, 0.06])[kind]
    own = np.where(kind == EXPANSION, 1.0, draws.lognormal("deal/contract", account, sigma=0.25))
    amount = median * world.budget[account] * own * np.exp(wanders * draws.normal("deal/amount", number))
    return np.asarray(np.rint(amount / 10) * 1_000, dtype=np.int64)
