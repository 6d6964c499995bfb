"""What every possible conversion is worth: orders at once, deals when they are won."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.candidates import Candidates
from simulator.core.draws import Draws, Floats, Integers
from simulator.core.world import Market, World

WIN_RATE = 0.3
CYCLE_MEDIAN, CYCLE_SIGMA = 55.0, 0.5
UNIT_SIZE_SIGMA = 0.6


@dataclass(frozen=True, slots=True)
class Worth:
    """Per conversion candidate, the same in every counterfactual world."""

    cents: Integers
    decided: Integers
    """Day of the order, or of the deal's end; may lie after the simulated time."""
    won: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    """Decided inside the simulated time."""
    milestones: tuple[str, ...]
    """The first is the one that models are judged by."""
    scores: Floats
    """Candidate × (count, cents of each milestone)."""


def worth_of(world: World, conversions: Candidates, draws: Draws) -> Worth:
    """Orders always count; an opportunity counts as won only when it is won inside the simulated time."""
    unit, day = conversions.unit, conversions.day
    spread = draws.lognormal("value", unit, day, sigma=world.value_sigma)
    if world.market is Market.PEOPLE:
        cents = _cents(world.value_median * spread)
        always = np.ones(len(unit), dtype=np.bool_)
        return Worth(cents, day, always, always, ("order",), _scores(always, cents))
    size = draws.lognormal("value/unit", unit, sigma=UNIT_SIZE_SIGMA)
    cents = _cents(world.value_median * spread * size)
    cycle = draws.lognormal("cycle", unit, day, median=CYCLE_MEDIAN, sigma=CYCLE_SIGMA)
    decided = day + np.maximum(np.rint(cycle), 3).astype(np.int64)
    closed = decided < world.days
    won = closed & (draws.uniform("won", unit, day) < WIN_RATE)
    opened = np.ones(len(unit), dtype=np.bool_)
    scores = np.hstack([_scores(won, cents), _scores(opened, cents)])
    return Worth(cents, decided, won, closed, ("won", "opportunity"), scores)


def _cents(amount: Floats) -> Integers:
    return np.asarray(np.rint(amount * 100), dtype=np.int64)


def _scores(counts: NDArray[np.bool_], cents: Integers) -> Floats:
    return np.column_stack([counts, counts * cents]).astype(np.float64)
