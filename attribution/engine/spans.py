"""How far credit moves when the model and the look-back change: a range, not an interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from attribution.core.models import ADDITIVE
from attribution.core.settings import Settings
from attribution.core.transitions import Floats, Ints
from attribution.engine.attribute import Wanted, attribute
from attribution.engine.connection import Engine
from attribution.engine.outcome import Grouped, Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """Lowest and highest credit per group, ids ascending; a question that does not know a group gives it nothing."""

    ids: Ints
    conversions_low: Floats
    conversions_high: Floats
    value_low: Floats
    value_high: Floats


def other_lookbacks(engine: Engine, settings: Settings, days: Sequence[float]) -> Iterator[Outcome]:
    """Outcomes of the additive models under other look-backs; overwrites the journeys."""
    models = tuple(model for model in settings.models if model in ADDITIVE)
    for length in days:
        asked = replace(settings, lookback_days=length, models=models, replicates=0)
        yield attribute(engine, asked, Wanted(campaigns=True))


def span(answers: Sequence[Grouped]) -> Span:
    """Over all additive models of all answers."""
    ids = np.unique(np.concatenate([answer.ids for answer in answers]))
    estimates = [(one.ids, e) for one in answers for model, e in one.models.items() if model in ADDITIVE]
    found = [[_placed(ids, own, getattr(e, measure)) for own, e in estimates] for measure in ("conversions", "value")]
    conversions, value = (np.stack(rows) if rows else np.zeros((1, len(ids))) for rows in found)
    return Span(ids, conversions.min(axis=0), conversions.max(axis=0), value.min(axis=0), value.max(axis=0))


def _placed(ids: Ints, own: Ints, amounts: Floats) -> Floats:
    result = np.zeros(len(ids))
    result[np.searchsorted(ids, own)] = amounts
    return result
