"""Small worlds for tests: fewer units, the same rules."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from simulator.core.play import Played, play
from simulator.core.truth import Truth, truth_of
from simulator.core.worlds import world_named


@lru_cache
def played(name: str, *, units: int = 1200, seed: int = 5) -> Played:
    return play(replace(world_named(name), units=units), seed=seed)


def truth(name: str, *, units: int = 1200, seed: int = 5) -> Truth:
    return truth_of(played(name, units=units, seed=seed))[0]


def observed_gain(world: Played, channel: str) -> float:
    """Orders of the people a channel touched beyond what the untouched ordered per head: what an eye would see."""
    number = [item.name for item in world.world.channels].index(channel)
    rows = world.outcome.touched & (world.touches.channel == number)
    touched = np.zeros(world.world.units, dtype=bool)
    touched[world.touches.unit[rows]] = True
    orders = np.bincount(world.conversions.unit[world.outcome.converted], minlength=world.world.units)
    return float(orders[touched].sum() - orders[~touched].mean() * touched.sum())
