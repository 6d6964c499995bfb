"""Estimates with their bootstrap: games from coded journeys, rules from sums in SQL."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from attribution.core import markov
from attribution.core.bootstrap import interval, shares
from attribution.core.draws import unit_weights
from attribution.core.games import GAMES, Evidence
from attribution.core.grouping import channel_sets
from attribution.core.models import MARKOVIAN, Model
from attribution.core.replicates import game_replicates, travels
from attribution.core.settings import Settings
from attribution.core.transitions import Floats, Ints, summed, transitions
from attribution.engine.coded import Travelled, column, floats
from attribution.engine.connection import Engine, Parameters
from attribution.engine.outcome import Estimate
from attribution.engine.plan import parameters
from attribution.engine.weights import credit, unit_weight

# Touches of converting journeys held in memory at once.
ROWS_AT_ONCE = 2_000_000
UNITS_AT_ONCE = 32_768


def game_estimates(
    coded: Travelled, settings: Settings, *, channels: int, replicates: int
) -> tuple[dict[Model, Estimate], Floats]:
    """Credit of the wanted games over channels, and the removal effects."""
    wanted = [model for model in GAMES if model in settings.models]
    nothing = np.zeros(channels)
    if not wanted or not len(coded.steps.channel):
        return {m: Estimate(nothing, nothing, nothing if m in MARKOVIAN else None) for m in wanted}, nothing
    sets, _ = channel_sets(coded.steps, channels=channels)
    removal = markov.removal(transitions(coded.steps, channels=channels, order=settings.markov_order))
    seen = Evidence(sets=sets, removal=removal)
    found = {
        model: Estimate(*GAMES[model](seen), removal_effect=removal.effect if model in MARKOVIAN else None)
        for model in wanted
    }
    if replicates:
        of = travels(
            coded.steps, coded.unit, coded.mass, channels=channels, order=settings.markov_order, replicates=replicates
        )
        drawn = game_replicates(of)
        found = {m: with_bands(e, drawn[m].conversions, drawn[m].value) for m, e in found.items()}
    return found, removal.effect


def rule_estimates(
    engine: Engine, settings: Settings, models: Sequence[Model], *, by: str, ids: Ints, replicates: int
) -> dict[Model, Estimate]:
    """Credit of the models per group in column `by`, groups given ascending; needs the plan's traits."""
    given = parameters(settings)
    if not models:
        return {}
    rows = engine.run(credit(models, by=(by,)), given)
    where = np.searchsorted(ids, _groups(rows, by))
    found = {}
    for model in models:
        conversions, value = np.zeros(len(ids)), np.zeros(len(ids))
        conversions[where], value[where] = floats(rows, f"{model}_conversions"), floats(rows, f"{model}_value")
        found[model] = Estimate(conversions, value)
    if replicates and len(rows):
        drawn = _rule_replicates(engine, given, models, by=by, ids=ids, replicates=replicates)
        width = len(ids)
        for place, model in enumerate(models):
            block = drawn[2 * place * width : (2 * place + 2) * width].T
            found[model] = with_bands(found[model], block[:, :width], block[:, width:])
    return found


def with_bands(estimate: Estimate, conversions: Floats, value: Floats) -> Estimate:
    return replace(
        estimate,
        conversion_replicates=conversions,
        value_replicates=value,
        conversion_band=interval(conversions),
        value_band=interval(value),
        share_band=interval(shares(conversions)),
    )


def _rule_replicates(
    engine: Engine, given: Parameters, models: Sequence[Model], *, by: str, ids: Ints, replicates: int
) -> Floats:
    """Matrix (model, conversions or value, group) x replicates, from the credit of every unit."""
    total = np.zeros((2 * len(models) * len(ids), replicates))
    steps = engine.run("SELECT COUNT(*) AS steps FROM step JOIN journey USING (journey_id) WHERE conversions > 0")
    parts = 1 + int(column(steps, "steps")[0]) // ROWS_AT_ONCE
    for part in range(parts):
        rows = engine.run(unit_weight(models, by=by), {**given, "parts": parts, "part": part})
        unit, first, which = np.unique(column(rows, "cluster_id"), return_index=True, return_inverse=True)
        mass, group = floats(rows, "mass")[first], np.searchsorted(ids, _groups(rows, by))
        for begin in range(0, len(unit), UNITS_AT_ONCE):
            end = min(begin + UNITS_AT_ONCE, len(unit))
            low, high = (int(place) for place in np.searchsorted(which, (begin, end)))
            weights = unit_weights(unit[begin:end].astype(np.int64), mass[begin:end], replicates=replicates)
            place = group[low:high] * (end - begin) + (which[low:high] - begin)
            features = _features(rows.slice(low, high - low), models, place, size=len(ids) * (end - begin))
            total += features.reshape(-1, end - begin) @ weights
    return total


def _features(rows: pa.Table, models: Sequence[Model], place: Ints, *, size: int) -> NDArray[np.float32]:
    """Credit of units by model, conversions or value, and place (group times unit)."""
    amounts = [floats(rows, "conversions"), floats(rows, "value")]
    result = np.empty((2 * len(models), size), dtype=np.float32)
    for index, model in enumerate(models):
        weight = floats(rows, f"{model}_weight")
        for other, amount in enumerate(amounts):
            result[2 * index + other] = summed(place, weight * amount, size=size)
    return result


def _groups(rows: pa.Table, by: str) -> Ints:
    filled: Ints = pc.fill_null(rows.column(by).cast(pa.int64()), -1).to_numpy()
    return filled
