"""Companies and their contacts, with the dates on which the contacts entered each stage."""

from __future__ import annotations

import numpy as np

from simulator.core.deals import Deals, roles_of
from simulator.core.draws import Floats, Integers
from simulator.core.people_files import person_ids
from simulator.core.play import Played
from simulator.core.records import Touches, contacts_per_unit, when
from simulator.core.tables import Table, ids, instants

SEGMENTS, REGIONS = ("Small", "Mid-market", "Enterprise"), ("North", "South", "West")
_HOUR = 3_600.0


def accounts(played: Played) -> Table:
    unit = np.arange(played.world.units)
    names = ids("A", unit)
    return Table(
        "accounts.csv",
        {
            "external_id": names,
            "name": [f"Company {name[1:]}" for name in names],
            "domain": [f"company{name[1:]}.example.com" for name in names],
            "segment": np.array(SEGMENTS)[played.draws.choice("segment", (5, 3, 2), unit)].tolist(),
            "region": np.array(REGIONS)[played.draws.choice("region", (5, 3, 2), unit)].tolist(),
        },
    )


def contacts(played: Played, touches: Touches, deals: Deals) -> Table:
    """Known contacts of every account, then the second identities that touches were recorded under."""
    size = contacts_per_unit(played)
    unit = np.repeat(np.arange(len(size)), size)
    number = np.arange(len(unit)) - np.repeat(np.cumsum(size) - size, size)
    known = len(unit)
    aliases = np.unique((touches.unit * 10 + touches.person)[touches.second_name])
    unit, number = np.concatenate([unit, aliases // 10]), np.concatenate([number, aliases % 10])
    alias = np.arange(len(unit)) >= known
    names = person_ids(played, unit, number, alias)
    stages = _stage_seconds(played, touches, deals, unit * 10 + number, alias)
    homes = zip(ids("A", unit), ids("", unit), alias.tolist(), strict=True)
    places = [("", "mail.example.org") if other else (a, f"company{u}.example.com") for a, u, other in homes]
    return Table(
        "contacts.csv",
        {
            "external_id": names,
            "account_key": [account for account, _ in places],
            "name": [f"Contact {name[1:]}" for name in names],
            "email": [f"{name.lower()}@{domain}" for name, (_, domain) in zip(names, places, strict=True)],
            **{f"{stage}_at": _written(seconds) for stage, seconds in stages},
        },
    )


def _stage_seconds(
    played: Played, touches: Touches, deals: Deals, key: Integers, alias: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[tuple[str, Floats]]:
    """Lead at the first touch, MQL at the second, accepted some days later, SQL when a deal opens, then customer."""
    first, second = _touch_times(touches, key, alias)
    opened, bought = _deal_times(played, deals, key, alias)
    lag = played.draws.exponential("accepted", key, mean=40 * _HOUR)
    accepted = played.draws.uniform("accepted/yes", key) < 0.75
    mql = np.fmin(second + 2 * _HOUR, opened - 3 * _HOUR)
    sal = np.fmin(np.where(accepted, mql + lag, np.nan), opened - 2 * _HOUR)
    lead = np.fmin(first + _HOUR, mql - _HOUR)
    return [("lead", lead), ("mql", mql), ("sal", sal), ("sql", opened - _HOUR), ("customer", bought)]


def _touch_times(
    touches: Touches, key: Integers, alias: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[Floats, Floats]:
    person = (touches.unit * 10 + touches.person) * 2 + touches.second_name
    order = np.lexsort((touches.seconds, person))
    people, start, count = np.unique(person[order], return_index=True, return_counts=True)
    place = np.minimum(np.searchsorted(people, key * 2 + alias), len(people) - 1)
    found = people[place] == key * 2 + alias
    seconds = touches.seconds[order].astype(np.float64)
    first = np.where(found, seconds[start[place]], np.nan)
    following = seconds[np.minimum(start[place] + 1, len(seconds) - 1)]
    return first, np.where(found & (count[place] > 1), following, np.nan)


def _deal_times(
    played: Played, deals: Deals, key: Integers, alias: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[Floats, Floats]:
    """Seconds of the first deal each contact has a part in, and of the first one won."""
    deal, number = roles_of(played, deals)
    person = deals.unit[deal] * 10 + number
    opened, bought = np.full(len(key), np.nan), np.full(len(key), np.nan)
    own = np.flatnonzero(~alias)
    for times, rows in ((opened, np.arange(len(deal))), (bought, np.flatnonzero(deals.won[deal]))):
        end = deals.created + (deals.cycle if times is bought else 0)
        order = rows[np.argsort(end[deal[rows]], kind="stable")]
        people, first = np.unique(person[order], return_index=True)
        place = np.minimum(np.searchsorted(people, key[own]), len(people) - 1)
        times[own] = np.where(people[place] == key[own], end[deal[order[first[place]]]], np.nan)
    return opened, bought


def _written(seconds: Floats) -> list[str]:
    known = np.isfinite(seconds)
    texts = instants(when(np.where(known, seconds, 0).astype(np.int64)))
    return [text if there else "" for text, there in zip(texts, known.tolist(), strict=True)]
