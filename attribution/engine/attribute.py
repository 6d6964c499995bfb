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
from attribution.core.models import Model
from attribution.core.settings import Settings
from attribution.core.transitions import Floats
from attribution.engine import plan
from attribution.engine.cells import cells
from attribution.engine.coded import column, travelled
from attribution.engine.connection import Engine
from attribution.engine.estimates import game_estimates, rule_estimates
from attribution.engine.outcome import Estimate, Grouped, Outcome, Total
from attribution.engine.weights import SQL_MODELS


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
    """Cut the journeys: makes `channel`, `journey` and `step`."""
    engine.register("direct", pa.table({"channel_id": pa.array(settings.direct_channels, pa.int64())}))
    for query in plan.journeys(settings):
        engine.table(query.name, query.sql, query.parameters)


def credited(engine: Engine, settings: Settings, wanted: Wanted = Wanted()) -> Outcome:
    """Everything after the journeys are cut."""
    ids = column(engine.run("SELECT channel_id FROM channel ORDER BY code"), "channel_id").astype(np.int64)
    units, null_journeys = _counts(engine)
    replicates = settings.replicates if units >= FEWEST_UNITS else 0
    games, effect = _games(engine, settings, channels=len(ids), replicates=replicates)
    _summarise(engine, settings, effect, slices=wanted.campaigns or wanted.cells)
    rules = rule_estimates(
        engine, settings, _rules(settings), by="channel", ids=np.arange(len(ids)), replicates=replicates
    )
    found = games | rules
    totals = tuple(_totals(engine))
    return Outcome(
        channels=Grouped(ids=ids, models={model: found[model] for model in settings.models}),
        campaigns=_campaigns(engine, settings, replicates=replicates) if wanted.campaigns else None,
        totals=totals,
        converting_units=units,
        null_journeys=null_journeys,
        cells=cells(engine, settings, totals) if wanted.cells else None,
    )


def _counts(engine: Engine) -> tuple[int, float]:
    """How many independent units converted after a touch, and how many null journeys there are."""
    rows = engine.run(plan.text("count")).to_pylist()[0]
    return round(rows["converting_units"] or 0), float(rows["null_journeys"] or 0)


def _games(
    engine: Engine, settings: Settings, *, channels: int, replicates: int
) -> tuple[dict[Model, Estimate], Floats]:
    """The games' estimates and the removal effects; journeys are coded only when a game is wanted."""
    if not set(settings.models) & set(GAMES):
        return {}, np.zeros(channels)
    return game_estimates(travelled(engine), settings, channels=channels, replicates=replicates)


def _rules(settings: Settings) -> tuple[Model, ...]:
    """Models whose credit is summed up in SQL; the games over channels are solved from the coded journeys."""
    return tuple(m for m in settings.models if m in SQL_MODELS and m not in GAMES)


def _summarise(engine: Engine, settings: Settings, effect: Floats, *, slices: bool) -> None:
    engine.register("removal", pa.table({"channel": pa.array(range(len(effect)), pa.int32()), "effect": effect}))
    for query in plan.traits(settings, slices=slices):
        engine.table(query.name, query.sql, query.parameters)


def _campaigns(engine: Engine, settings: Settings, *, replicates: int) -> Grouped:
    sql = "SELECT DISTINCT COALESCE(campaign_id, -1) AS campaign_id FROM step ORDER BY 1"
    ids = column(engine.run(sql), "campaign_id").astype(np.int64)
    models = tuple(model for model in settings.models if model in SQL_MODELS)
    return Grouped(
        ids=ids, models=rule_estimates(engine, settings, models, by="campaign_id", ids=ids, replicates=replicates)
    )


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
