"""Attribution of one milestone from four relations, in this process.

with engine(limits) as running:
    running.attach(sources)
    outcome = attribute(running, settings)
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from attribution.core.bootstrap import FEWEST_UNITS
from attribution.core.games import GAMES
from attribution.core.laid import Laid
from attribution.core.models import ADDITIVE, ANCHORED
from attribution.core.settings import Settings, Transforms
from attribution.core.tallies import add_up
from attribution.core.weighing import Asked
from attribution.engine import plan
from attribution.engine.cells import Cube
from attribution.engine.coded import ints, lay, show
from attribution.engine.connection import Engine
from attribution.engine.estimates import Listing, game_estimates
from attribution.engine.outcome import Grouped, Outcome, Total

LAZY = ("converting", "with_idle", "with_tails", "journey", "touched", "step", "lost")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groupings to compute beside channels."""

    campaigns: bool = False
    cells: bool = False


def attribute(engine: Engine, settings: Settings, wanted: Wanted = Wanted()) -> Outcome:
    """Credit of every model in the settings. Needs the relations attached; uses temporary tables of the engine."""
    prepare(engine, settings)
    return credited(engine, settings, wanted)


def prepare(engine: Engine, settings: Settings) -> None:
    """Cut the journeys: makes `channel`, `journey`, `touched` and `step`."""
    engine.register("direct", pa.table({"channel_id": pa.array(settings.direct_channels, pa.int64())}))
    for query in plan.journeys(settings):
        keep(engine, query)


def keep(engine: Engine, query: plan.Query) -> None:
    """The result under the query's name. What is read once, or perhaps never, is computed when it is read."""
    if query.name in LAZY:
        engine.view(query.name, query.sql, query.parameters)
    else:
        engine.table(query.name, query.sql, query.parameters)


def credited(engine: Engine, settings: Settings, wanted: Wanted = Wanted()) -> Outcome:
    """Everything after the journeys are cut. With campaigns or cells the ordered `step` can be read afterwards."""
    ids = ints(engine.run("SELECT channel_id FROM channel ORDER BY code"), "channel_id")
    slices = wanted.campaigns or wanted.cells
    laid = lay(engine, settings, slices=slices, anchors=bool(set(settings.models) & ANCHORED))
    if slices and settings.transforms == Transforms():
        show(engine, laid)
    totals = tuple(_totals(engine))
    units = _converting_units(laid)
    replicates = settings.replicates if units >= FEWEST_UNITS else 0
    laid = laid.by_unit() if replicates or slices else laid
    games, effect = game_estimates(laid, settings, channels=len(ids), replicates=replicates)
    additive = tuple(model for model in settings.models if model in ADDITIVE)
    rules = tuple(model for model in additive if model not in GAMES)
    by_channel = Listing(rules, laid.channel, len(ids), replicates=replicates)
    named, place = np.unique(laid.campaign, return_inverse=True)
    by_campaign = Listing(additive, place, len(named), replicates=replicates) if wanted.campaigns else None
    cube = Cube(laid, additive) if wanted.cells else None
    tallies = [tally for listing in (by_channel, by_campaign, cube) if listing for tally in listing.tallies]
    add_up(laid, additive if slices else rules, Asked(settings, effect), tallies)
    found = games | by_channel.estimates()
    return Outcome(
        channels=Grouped(ids=ids, models={model: found[model] for model in settings.models}),
        campaigns=Grouped(ids=named, models=by_campaign.estimates()) if by_campaign else None,
        totals=totals,
        converting_units=units,
        null_journeys=float(laid.nulls.sum()),
        cells=cube.cells(ids, totals) if cube else None,
    )


def _converting_units(laid: Laid) -> int:
    """How many independent units converted after a touch."""
    won = np.flatnonzero(laid.conversions > 0)
    won = won[np.argsort(laid.unit[won])]
    unit = laid.unit[won]
    return round(float(laid.mass[won][np.concatenate([unit[:1] == unit[:1], unit[1:] != unit[:-1]])].sum()))


def _totals(engine: Engine) -> list[Total]:
    rows = engine.run(plan.text("total"))
    return [
        Total(
            month=row["month"],
            scope_id=row["scope_id"],
            conversions=float(row["conversions"]),
            value=float(row["value"]),
            unattributed_conversions=float(row["unattributed_conversions"]),
            unattributed_value=float(row["unattributed_value"]),
            unknown_values=int(row["unknown_values"]),
        )
        for row in rows.to_pylist()
    ]
