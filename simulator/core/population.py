"""Who lives in a world: lasting intent, buying windows, and the shape of the year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.draws import Draws, Floats
from simulator.core.world import Channel, Pattern, World

YEAR = 364


@dataclass(frozen=True, slots=True)
class Population:
    """Arrays over units (rows) and days (columns)."""

    trait: Floats
    """Lasting intent by unit, mean 1."""
    in_market: NDArray[np.bool_]
    intent: Floats
    season: Floats
    """Demand by day, mean 1."""


def populate(world: World, draws: Draws) -> Population:
    """Draw the units; nothing here depends on any channel."""
    units = np.arange(world.units)
    trait = draws.lognormal("intent", units, sigma=world.intent_sigma)
    trait = trait * np.exp(-(world.intent_sigma**2) / 2)
    in_market = _windows(world, draws)
    return Population(
        trait=trait,
        in_market=in_market,
        intent=trait[:, None] * (1 + world.window_boost * in_market),
        season=_season(world),
    )


def money_shape(channel: Channel, world: World, population: Population) -> Floats:
    """Reach of a channel by day relative to its average (mean 1)."""
    day = np.arange(world.days)
    match channel.pattern:
        case Pattern.ALWAYS_ON:
            shape = np.ones(world.days)
        case Pattern.FLIGHTS:
            shape = np.where(day // 28 % 2 == 0, 1.8, 0.2)
        case Pattern.EVENTS:
            shape = np.where(day % 42 < 3, 14.0, 0.0)
        case Pattern.CHASES_SEASON:
            shape = population.season**1.5
    return np.asarray(shape / shape.mean())


def _windows(world: World, draws: Draws) -> NDArray[np.bool_]:
    units, days = np.arange(world.units)[:, None], np.arange(world.days)[None, :]
    unit, start = np.nonzero(draws.uniform("window/start", units, days) < world.windows_per_year / YEAR)
    length = np.ceil(draws.exponential("window/length", unit, start, mean=world.window_days)).astype(np.int64)
    edges = np.zeros((world.units, world.days + 1), dtype=np.int32)
    np.add.at(edges, (unit, start), 1)
    np.add.at(edges, (unit, np.minimum(start + length, world.days)), -1)
    return np.asarray(np.cumsum(edges, axis=1)[:, :-1] > 0)


def _season(world: World) -> Floats:
    turn = 2 * np.pi * np.arange(world.days) / YEAR
    wave = 1 - world.season * np.cos(turn + 0.4) + 0.3 * world.season * np.cos(2 * turn)
    return np.asarray(wave / wave.mean())
