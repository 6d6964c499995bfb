"""The files of a world of single persons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.core.draws import Integers
from simulator.core.plan_files import CURRENCY, campaign_id
from simulator.core.play import Played
from simulator.core.records import Touches, channel_names, evening, when
from simulator.core.tables import Table, ids, instants, money
from simulator.core.world import Market


def person_ids(played: Played, unit: Integers, person: Integers, second_name: NDArray[np.bool_]) -> list[str]:
    """P000001 for people, C000001-2 for the second contact of an account; B marks the other identity."""
    tails = ["B" if other else "" for other in second_name.tolist()]
    if played.world.market is Market.PEOPLE:
        return [f"{name}{tail}" for name, tail in zip(ids("P", unit), tails, strict=True)]
    numbered = zip(ids("C", unit), person.tolist(), tails, strict=True)
    return [f"{name}-{number + 1}{tail}" for name, number, tail in numbered]


def people(played: Played) -> Table:
    """One row per person, and one more for a second identity."""
    unit = np.arange(played.world.units)
    split = np.flatnonzero(played.draws.uniform("identity/split", unit) < played.world.split_identity)
    units = np.concatenate([unit, split])
    other = np.arange(len(units)) >= len(unit)
    names = person_ids(played, units, np.zeros_like(units), other)
    return Table(
        "contacts.csv",
        {
            "external_id": names,
            "name": [f"Person {name[1:]}" for name in names],
            "email": [f"{name.lower()}@people.example.com" for name in names],
        },
    )


def orders(played: Played) -> Table:
    bought = np.flatnonzero(played.outcome.converted)
    unit, day = played.conversions.unit[bought], played.conversions.day[bought]
    seconds = evening(played, unit, day)
    order = np.lexsort((unit, seconds))
    unit, seconds, cents = unit[order], seconds[order], played.worth.cents[bought][order]
    none = np.zeros(len(unit), dtype=np.bool_)
    return Table(
        "orders.csv",
        {
            "external_id": ids("O", np.arange(len(unit))),
            "contact_key": person_ids(played, unit, np.zeros_like(unit), none),
            "ordered_at": instants(when(seconds)),
            "amount": money(cents),
            "currency": [CURRENCY] * len(unit),
        },
    )


def touchpoints(played: Played, touches: Touches) -> Table:
    labels = _labels(played, touches)
    return Table(
        "touchpoints.csv",
        {
            "external_id": ids("T", np.arange(len(touches)), width=7),
            "contact_key": person_ids(played, touches.unit, touches.person, touches.second_name),
            "occurred_at": instants(when(touches.seconds)),
            "channel": [channel for channel, _ in labels],
            "campaign_key": [campaign for _, campaign in labels],
            "kind": ["visit" if campaign == "" else "touch" for _, campaign in labels],
        },
    )


def touch_log(played: Played, touches: Touches) -> Table:
    """The form that `attribute_touches` reads; companies are one journey, people one per identity."""
    labels = _labels(played, touches)
    if played.world.market is Market.ACCOUNTS:
        names = ids("A", touches.unit)
    else:
        names = person_ids(played, touches.unit, touches.person, touches.second_name)
    return Table(
        "touches.csv",
        {
            "person_id": names,
            "occurred_at": instants(when(touches.seconds)),
            "channel": [channel for channel, _ in labels],
            "campaign": [campaign for _, campaign in labels],
        },
    )


def _labels(played: Played, touches: Touches) -> list[tuple[str, str]]:
    names = channel_names(played)
    direct = len(names) - 1
    pairs = zip(touches.channel.tolist(), touches.campaign.tolist(), strict=True)
    return [(names[c], "" if c == direct else campaign_id(names[c], n)) for c, n in pairs]
