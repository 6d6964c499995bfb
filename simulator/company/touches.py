"""Touches: those on the way to deals, and the many that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.company import blueprint
from simulator.company.calendar import Calendar
from simulator.company.campaigns import Campaign
from simulator.company.deals import RENEWAL as RENEWAL_DEAL
from simulator.company.deals import Deals
from simulator.company.market import Market, somebody
from simulator.company.money import Ledger, month_of
from simulator.core.draws import Draws, Floats, Integers

DIRECT = -1
"""Campaign number of a visit that no campaign brought."""
_BEFORE_NEW, _DURING, _BEFORE_RENEWAL = 20, 6, 4
UNTRACKED = 0.06
"""Share of the buyers of whom no touch is known: they refuse cookies, and sales found them."""
REFERRED = 0.07
"""Share of the companies that hear of this one from a customer first."""
_USUAL, _LEAN = 1.2, {"experiential": 5.0}
"""Who is met: fairs and dinners are for those who decide."""
_REACH_PER_MONEY = 0.75
"""Twice the money meets as many more people as two to this power."""


@dataclass(frozen=True, slots=True)
class Touches:
    """In order of time; seconds count from the first day of the calendar."""

    contact: Integers
    seconds: Integers
    campaign: Integers
    referred: NDArray[np.bool_]
    """Visits without a campaign to which a customer had sent them."""

    def __len__(self) -> int:
        return len(self.contact)


@dataclass(frozen=True, slots=True)
class _Slots:
    """Touches that still need a campaign."""

    account: Integers
    day: Integers
    moment: Integers
    existing: Integers
    """1 where the account is a customer at that moment."""


def touches(
    world: Market, sold: Deals, plan: tuple[Campaign, ...], money: Ledger, calendar: Calendar, draws: Draws
) -> Touches:
    """As many as the scale says, each by a campaign that was live in its month and speaks to the account's segment."""
    untracked = draws.uniform("touch/untracked", np.arange(world.scale.accounts)) < UNTRACKED
    slots = _way_to_deals(sold, calendar, draws)
    slots = _kept(slots, ~untracked[slots.account])
    slots = _join([slots, _background(world, world.scale.touches - len(slots.day), untracked, calendar, draws)])
    number = np.arange(len(slots.day))
    campaign = _campaigns(world, slots, plan, money, calendar, draws)
    seconds = slots.day * 86_400 + 7 * 3_600 + draws.integer("touch/clock", 13 * 3_600, number)
    lean = np.array([*(_LEAN.get(one.medium.kind, _USUAL) for one in plan), _USUAL])[campaign]
    contact = somebody(world, slots.account, slots.day / calendar.now, draws, "touch/contact", lean=lean)
    order = np.lexsort((campaign, contact, seconds))
    referred = _referred(world, contact[order], draws)
    return Touches(contact[order], seconds[order], np.where(referred, DIRECT, campaign[order]), referred)


def _referred(world: Market, contact: Integers, draws: Draws) -> NDArray[np.bool_]:
    """Whether a touch, of those in order of time, is the first of a company that was sent by a customer."""
    met, first = np.unique(world.account[contact], return_index=True)
    found = np.zeros(len(contact), dtype=np.bool_)
    found[first[draws.uniform("touch/referral", met) < REFERRED]] = True
    return found


def _way_to_deals(sold: Deals, calendar: Calendar, draws: Draws) -> _Slots:
    """Before a deal: from far to near. While it is open: spread evenly. Before renewals: the last half year."""
    renewal = sold.kind == RENEWAL_DEAL
    before = _repeat(sold, np.where(renewal, _BEFORE_RENEWAL, _BEFORE_NEW), "touch/before", draws)
    during = _repeat(sold, np.where(renewal, 0, _DURING), "touch/during", draws)
    place = draws.uniform("touch/place", np.arange(len(before)))
    reach = np.where(renewal[before], 180, 280)
    day = sold.created[before] - 1 - np.floor(reach * (1 - place) ** 1.6).astype(np.int64)
    moment = np.where(place < 0.35, blueprint.EARLY, np.where(place < 0.8, blueprint.MIDDLE, blueprint.LATE))
    moment = np.where(renewal[before], blueprint.RENEWAL, moment)
    share = draws.uniform("touch/open", np.arange(len(during)))
    open_days = np.minimum(sold.decided[during], calendar.now) - sold.created[during]
    later = sold.created[during] + 1 + np.floor(share * open_days).astype(np.int64)
    deal = np.concatenate([before, during])
    slots = _Slots(
        account=sold.account[deal],
        day=np.concatenate([day, later]),
        moment=np.concatenate([moment, np.full(len(during), blueprint.DURING)]),
        existing=(sold.kind[deal] > 0).astype(np.int64),
    )
    return _kept(slots, (slots.day >= 0) & (slots.day < calendar.now))


def _repeat(sold: Deals, mean: Integers, stream: str, draws: Draws) -> Integers:
    number = np.arange(len(sold))
    count = np.rint(mean * draws.lognormal(stream, number, median=0.9, sigma=0.45)).astype(np.int64)
    return np.repeat(number, count)


def _background(world: Market, count: int, untracked: NDArray[np.bool_], calendar: Calendar, draws: Draws) -> _Slots:
    """Most of it reaches companies that never buy; those that do buy get what sales asks marketing for."""
    scale = world.scale
    number = np.arange(count)
    where = draws.uniform("touch/account", number)
    buyer = np.floor(where * scale.buyers).astype(np.int64)
    never = (draws.uniform("touch/never", number) < 0.87) | untracked[buyer]
    others = scale.buyers + np.floor(where * (scale.accounts - scale.buyers))
    account = np.where(never, others, buyer).astype(np.int64)
    return _Slots(
        account=account,
        day=draws.integer("touch/day", calendar.now, number),
        moment=np.where(never, blueprint.BACKGROUND, blueprint.DURING),
        existing=(account < scale.old_customers).astype(np.int64),
    )


def _campaigns(
    world: Market, slots: _Slots, plan: tuple[Campaign, ...], money: Ledger, calendar: Calendar, draws: Draws
) -> Integers:
    """Draw from one table of chances per month, segment, moment and kind of business."""
    month = month_of(calendar, slots.day)
    segment = world.segment[slots.account]
    group = ((month * len(blueprint.SEGMENTS) + segment) * 6 + slots.moment) * 2 + slots.existing
    number = np.arange(len(group))
    chosen = np.zeros(len(group), dtype=np.int64)
    order = np.argsort(group, kind="stable")
    groups, starts = np.unique(group[order], return_index=True)
    pull = draws.uniform("touch/campaign", number)
    moments = np.array([*(campaign.medium.moments for campaign in plan), blueprint.DIRECT_MOMENTS])
    pairs = [(segment, existing) for segment in range(len(blueprint.SEGMENTS)) for existing in (0, 1)]
    fits = np.stack([_fit(plan, *pair) for pair in pairs])
    live = np.vstack([_reach(plan, money), np.full(money.plan.shape[1], 14.0)])
    for key, rows in zip(groups.tolist(), np.split(order, starts[1:]), strict=True):
        rest, existing = divmod(key, 2)
        rest, moment = divmod(rest, 6)
        at, of = divmod(rest, len(blueprint.SEGMENTS))
        edges = np.cumsum(live[:, at] * moments[:, moment] * fits[of * 2 + existing] * _hollow(plan, moment))
        chosen[rows] = np.minimum(np.searchsorted(edges, pull[rows] * edges[-1], side="right"), len(plan))
    return np.where(chosen == len(plan), DIRECT, chosen)


def _reach(plan: tuple[Campaign, ...], money: Ledger) -> Floats:
    """Campaign × month: people that its money reaches, 250 in all where none has a reach of its own."""
    shares = money.plan / money.plan.sum(axis=0)
    reached = shares**_REACH_PER_MONEY
    return np.asarray(250 * reached / reached.sum(axis=0) * np.array([campaign.reach for campaign in plan])[:, None])


def _fit(plan: tuple[Campaign, ...], segment: int, existing: int) -> Floats:
    name = blueprint.SEGMENTS[segment]
    match = [1.0 if campaign.segment == "" else 4.0 if campaign.segment == name else 0.02 for campaign in plan]
    meant = [0.04 if (campaign.serves == "customers") != bool(existing) else 1.0 for campaign in plan]
    return np.array([*np.array(match) * np.array(meant), 1.0])


def _hollow(plan: tuple[Campaign, ...], moment: int) -> Floats:
    """The hollow display programme is met by everybody, and hardly by anybody on the way to a deal."""
    factor = {blueprint.BACKGROUND: 1.0, blueprint.EARLY: 0.03}.get(moment, 0.01)
    return np.array([*(factor if campaign.story == "hollow_display" else 1.0 for campaign in plan), 1.0])


def _join(parts: list[_Slots]) -> _Slots:
    return _Slots(*(np.concatenate([getattr(part, name) for part in parts]) for name in _Slots.__slots__))


def _kept(slots: _Slots, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> _Slots:
    return _Slots(*(getattr(slots, name)[rows] for name in _Slots.__slots__))
