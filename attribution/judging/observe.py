"""Play one world and let every model credit what its trackers saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from attribution.core.models import Model
from attribution.core.settings import Settings
from attribution.core.transitions import Floats
from attribution.core.verdict import ChannelFacts
from attribution.engine.attribute import credited
from attribution.engine.connection import Limits, engine
from attribution.engine.outcome import Estimate
from attribution.offline.options import DIRECT_NAMES
from attribution.offline.touches import MICROSECONDS, Names, load_touches
from simulator.core.files import conversion_log
from simulator.core.people_files import touch_log
from simulator.core.plan_files import spend_by_channel
from simulator.core.play import Played, play
from simulator.core.records import recorded, served
from simulator.core.tables import write_csv
from simulator.core.truth import truth_of
from simulator.core.variants import only
from simulator.core.world import Market
from simulator.core.worlds import world_named

SMALL = 5
"""A small world has this much fewer people or companies, and half the days."""
LOOKBACK_DAYS = {Market.PEOPLE: 90.0, Market.ACCOUNTS: 365.0}
HALF_LIFE_DAYS = {Market.PEOPLE: 7.0, Market.ACCOUNTS: 30.0}


@dataclass(frozen=True, slots=True)
class Credit:
    """Credit of one model, by channel of the world and in its order, Direct left out; bounds are its 90 % interval."""

    conversions: Floats
    value: Floats
    low: Floats | None
    high: Floats | None


@dataclass(frozen=True, slots=True)
class Observed:
    """One world under one seed. `facts` is None where only the sampling of credit is asked for."""

    world: str
    seed: int
    credit: Mapping[Model, Credit]
    facts: ChannelFacts | None


def observe(name: str, *, seed: int, small: bool = False, replicates: int = 200) -> Observed:
    """Play the world and credit it under every model. A small one is played without its counterfactual game."""
    world = world_named(name)
    if small:
        world = replace(world, units=world.units // SMALL, days=world.days // 2)
    played = play(world, seed=seed, variants=only(len(world.channels)) if small else None)
    return Observed(name, seed, _credit(played, replicates), None if small else _facts(played))


def _facts(played: Played) -> ChannelFacts:
    """Of the milestone that the conversion log holds: orders, or deals won."""
    truth = truth_of(played)[0]
    channels = played.world.channels
    return ChannelFacts(
        increment=np.array([row.shapley.expected_conversions for row in truth.channels]),
        marginal=np.array([row.marginal.expected_value for row in truth.channels]),
        spend=np.array(spend_by_channel(played, served(played))),
        works=np.array([one.effect > 0 or (one.brand > 0 and played.world.brand_effect > 0) for one in channels]),
    )


def _credit(played: Played, replicates: int) -> Mapping[Model, Credit]:
    market = played.world.market
    settings = Settings(
        lookback_days=LOOKBACK_DAYS[market],
        half_life_days=HALF_LIFE_DAYS[market],
        ticks=MICROSECONDS,
        replicates=replicates,
    )
    with TemporaryDirectory() as folder, engine(Limits(threads=1)) as running:
        loaded = load_touches(
            running,
            touches=_written(Path(folder), "touches.csv", played),
            conversions=_written(Path(folder), "conversions.csv", played),
            stages=None,
            names=Names(),
            settings=settings,
            direct=DIRECT_NAMES,
        )
        found = credited(running, settings).channels.models
    names = [channel.name for channel in played.world.channels]
    return {model: _placed(estimate, loaded.channels, names) for model, estimate in found.items()}


def _written(folder: Path, name: str, played: Played) -> Path:
    file = folder / name
    touches = name == "touches.csv"
    table = touch_log(played, recorded(played, served(played))) if touches else conversion_log(played)
    with file.open("w", newline="") as stream:
        write_csv(table, stream)
    return file


def _placed(estimate: Estimate, found: Sequence[str], names: Sequence[str]) -> Credit:
    """In the world's order of channels; one that left no trace has no credit."""
    place = [found.index(name) if name in found else -1 for name in names]
    band = estimate.conversion_band
    return Credit(
        conversions=_at(estimate.conversions, place),
        value=_at(estimate.value, place),
        low=None if band is None else _at(band.low, place),
        high=None if band is None else _at(band.high, place),
    )


def _at(numbers: Floats, place: Sequence[int]) -> Floats:
    return np.array([float(numbers[number]) if number >= 0 else 0.0 for number in place])
