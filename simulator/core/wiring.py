"""A world's constants as arrays, in the order in which the engine keeps its stocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.candidates import DIRECT
from simulator.core.variants import Singles
from simulator.core.world import World

VISIT_HALF_LIFE = 10.0


@dataclass(frozen=True, slots=True)
class Wiring:
    """Stocks are numbered: channels 0..n-1, brand n, visits n+1. Touch kinds: channels 0..n-1, Direct n."""

    keep: Singles
    """Share of each stock that is left after one day."""
    effects: Singles
    """Pull of each saturated stock (channels, brand) on conversions."""
    lifts: Singles
    """Stock (channels, brand) × touch kind (channels, Direct)."""
    brand: Singles
    """What a touch of each channel adds to the brand stock."""
    pooled: NDArray[np.bool_]
    saturation: np.float32
    direct: int
    brand_stock: int
    visits: int


def wire(world: World) -> Wiring:
    count = len(world.channels)
    half_lives = [*(channel.half_life for channel in world.channels), world.brand_half_life, VISIT_HALF_LIFE]
    return Wiring(
        keep=_singles([0.5 ** (1 / days) for days in half_lives]),
        effects=_singles([*(channel.effect for channel in world.channels), world.brand_effect]),
        lifts=_lifts(world),
        brand=_singles([channel.brand for channel in world.channels]),
        pooled=np.array([*(channel.pooled for channel in world.channels), False]),
        saturation=np.float32(world.saturation),
        direct=count,
        brand_stock=count,
        visits=count + 1,
    )


def _lifts(world: World) -> Singles:
    names = [channel.name for channel in world.channels]
    sources, targets = [*names, "brand"], [*names, DIRECT]
    table = np.zeros((len(sources), len(targets)), dtype=np.float32)
    for lift in world.lifts:
        table[sources.index(lift.source), targets.index(lift.target)] = lift.strength
    return table


def _singles(values: list[float]) -> Singles:
    return np.array(values, dtype=np.float32)
