"""Everything that could happen in any counterfactual world, found once (thinning, Lewis and Shedler 1979).

Each unit and day holds one uniform number per channel. Where it lies below the largest probability that any
counterfactual world can reach, the touch is a candidate; a world then accepts it by its own probability.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.core.draws import Draws, Floats, Integers
from simulator.core.population import Population, money_shape
from simulator.core.variants import RAISE
from simulator.core.world import World

DIRECT = "Direct"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Possible touches or conversions, sorted by day, then channel, then unit; one entry each."""

    day: Integers
    channel: Integers
    unit: Integers
    draw: Floats
    base: Floats
    """Probability without any stock."""
    ceiling: Floats
    """Largest probability in any counterfactual world."""

    def __len__(self) -> int:
        return len(self.day)


def touch_candidates(world: World, population: Population, draws: Draws) -> Candidates:
    """Channel index len(world.channels) stands for Direct, which is no player and always on."""
    found = []
    for number, channel in enumerate(world.channels):
        weight = population.intent**channel.targeting
        base = channel.rate * weight / weight.mean() * money_shape(channel, world, population)
        found.append(_below(number, channel.name, base, _lift_ceiling(world, channel.name) * RAISE, world, draws))
    direct = world.direct_rate * population.intent / population.intent.mean()
    found.append(_below(len(world.channels), DIRECT, direct, _lift_ceiling(world, DIRECT), world, draws))
    return _sorted(found)


def conversion_candidates(world: World, population: Population, draws: Draws) -> Candidates:
    """Possible orders (people) or opportunities (accounts)."""
    base = world.conversion_rate * population.intent * population.season
    ceiling = 1 + sum(channel.effect for channel in world.channels) + world.brand_effect
    return _sorted([_below(-1, "conversion", base, ceiling, world, draws)])


def _below(number: int, stream: str, base: Floats, factor: float, world: World, draws: Draws) -> Candidates:
    days = np.arange(world.days)
    uniform = draws.uniform(f"happens/{stream}", np.arange(world.units)[:, None], days[None, :])
    ceiling = np.minimum(base * factor, 1.0)
    unit, day = np.nonzero(uniform < ceiling)
    return Candidates(
        day=day,
        channel=np.full(len(day), number),
        unit=unit,
        draw=uniform[unit, day],
        base=base[unit, day],
        ceiling=ceiling[unit, day],
    )


def _lift_ceiling(world: World, name: str) -> float:
    return 1 + sum(lift.strength for lift in world.lifts if lift.target == name)


def _sorted(parts: list[Candidates]) -> Candidates:
    whole = [np.concatenate([getattr(part, name) for part in parts]) for name in Candidates.__slots__]
    day, channel, unit, *_ = whole
    order = np.lexsort((unit, channel, day))
    return Candidates(*(column[order] for column in whole))
