"""The deals that a played world of companies really had."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.draws import Floats, Integers
from simulator.core.play import Played
from simulator.core.records import Touches, contacts_per_unit, evening

STAGES = ("Discovery", "Proposal", "Negotiation")
SOURCE_DAYS = 90
"""A deal is marketing's when its account was touched within so many days before."""


@dataclass(frozen=True, slots=True)
class Deals:
    """One entry per opportunity, in order of creation."""

    unit: Integers
    cents: Integers
    created: Integers
    """Seconds."""
    cycle: Integers
    """Seconds from creation to decision."""
    closed: NDArray[np.bool_]
    won: NDArray[np.bool_]
    repeated: NDArray[np.bool_]
    """The account had an opportunity before."""
    steps: Floats
    """Opportunity × stage: share of the cycle at which it enters the stage."""
    last_touch: Integers
    """Row of the account's last recorded touch before creation inside SOURCE_DAYS; -1 where there is none."""

    def __len__(self) -> int:
        return len(self.unit)


def deals_of(played: Played, touches: Touches) -> Deals:
    """`touches` are the recorded ones, in order of time."""
    bought = np.flatnonzero(played.outcome.converted)
    created = evening(played, played.conversions.unit[bought], played.conversions.day[bought])
    order = np.lexsort((played.conversions.unit[bought], created))
    bought, created = bought[order], created[order]
    unit, day = played.conversions.unit[bought], played.conversions.day[bought]
    first = np.zeros(len(unit), dtype=np.bool_)
    first[np.unique(unit, return_index=True)[1]] = True
    second_step = 0.2 + 0.3 * played.draws.uniform("stage/2", unit, day)
    third_step = second_step + (1 - second_step) * (0.3 + 0.4 * played.draws.uniform("stage/3", unit, day))
    return Deals(
        unit=unit,
        cents=played.worth.cents[bought],
        created=created,
        cycle=(played.worth.decided[bought] - day) * 86_400 - 3_600,
        closed=played.worth.closed[bought],
        won=played.worth.won[bought],
        repeated=~first,
        steps=np.column_stack([np.zeros(len(unit)), second_step, third_step]),
        last_touch=_last_touches(touches, unit, created),
    )


def roles_of(played: Played, deals: Deals) -> tuple[Integers, Integers]:
    """Rows (deal, contact number) of the people in each deal; number 0 leads."""
    size = contacts_per_unit(played)[deals.unit]
    third = played.draws.uniform("role/3", deals.unit, deals.created) < 0.5
    taken = np.minimum(size, 2 + third)
    deal = np.repeat(np.arange(len(deals)), taken)
    return deal, np.arange(len(deal)) - np.repeat(np.cumsum(taken) - taken, taken)


def _last_touches(touches: Touches, unit: Integers, created: Integers) -> Integers:
    span = np.int64(2**32)
    order = np.lexsort((touches.seconds, touches.unit))
    keys = (touches.unit * span + touches.seconds)[order]
    before = np.searchsorted(keys, unit * span + created, side="right") - 1
    row = order[np.maximum(before, 0)]
    known = (before >= 0) & (touches.unit[row] == unit) & (created - touches.seconds[row] <= SOURCE_DAYS * 86_400)
    return np.asarray(np.where(known, row, -1))
