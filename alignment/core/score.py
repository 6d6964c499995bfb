"""The alignment score: a weighted mean of eight components, out of 100, never shown without them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from types import MappingProxyType

from alignment.core.components import (
    NO_MAPPED_SPEND,
    NO_OBJECTIVE,
    RESULT,
    STRUCTURE,
    Component,
    ComponentName,
    components,
    evidence_fit,
)
from alignment.core.coverage import ledger
from alignment.core.inputs import ScoreInputs, check
from organisation.core import show

NEEDED_WEIGHT = 0.60
ROUNDING = 1e-9

Weights = Mapping[ComponentName, float]

DEFAULT_WEIGHTS: Weights = MappingProxyType(
    {
        ComponentName.MAPPED_SPEND: 0.20,
        ComponentName.OBJECTIVE_COVERAGE: 0.15,
        ComponentName.BUDGET_FIT: 0.10,
        ComponentName.MEASUREMENT_QUALITY: 0.10,
        ComponentName.HORIZON_FIT: 0.05,
        ComponentName.EVIDENCE_FIT: 0.15,
        ComponentName.DELIVERY: 0.15,
        ComponentName.EVIDENCE_CLASS: 0.10,
    }
)


class Band(StrEnum):
    ALIGNED = "aligned"
    PARTIAL = "partial"
    MISALIGNED = "misaligned"


@dataclass(frozen=True, slots=True)
class Bands:
    """Scores from which a band holds."""

    aligned: float = 80
    partial: float = 60


DEFAULT_BANDS = Bands()


@dataclass(frozen=True, slots=True)
class Score:
    """`value` is None when the cycle is not scorable, and `reason` says why; the components are there all the same.

    `low` and `high` are the range of the value over the attribution models in `by_model`.
    """

    value: float | None
    reason: str
    band: Band | None
    structure: float | None
    result: float | None
    low: float | None
    high: float | None
    by_model: Mapping[str, float]
    components: Sequence[Component]
    weights: Weights
    weight_with_data: float


def score(inputs: ScoreInputs, *, weights: Weights = DEFAULT_WEIGHTS, bands: Bands = DEFAULT_BANDS) -> Score:
    """Score one cycle. Raises InconsistentInputs where the facts contradict each other."""
    check(inputs)
    found = components(inputs, model=inputs.locked_model)
    reason = _not_scorable(inputs, found, weights)
    value = None if reason else combined(found, weights)
    others = {} if reason else _by_model(inputs, found, weights)
    return Score(
        value=value,
        reason=reason,
        band=None if value is None else band_of(value, bands=bands),
        structure=combined([part for part in found if part.name in STRUCTURE], weights),
        result=combined([part for part in found if part.name in RESULT], weights),
        low=min([value, *others.values()]) if value is not None else None,
        high=max([value, *others.values()]) if value is not None else None,
        by_model=others,
        components=found,
        weights=weights,
        weight_with_data=_share_with_data(found, weights),
    )


def value(inputs: ScoreInputs, *, weights: Weights = DEFAULT_WEIGHTS) -> float | None:
    """The score alone, without range or arithmetic: the same digits as `score(...).value`."""
    found = components(inputs, model=inputs.locked_model)
    return None if _not_scorable(inputs, found, weights) else combined(found, weights)


def combined(parts: Sequence[Component], weights: Weights) -> float | None:
    """100 × Σ weight × value / Σ weight over the components with data; None where they weigh nothing."""
    known = [(weights[part.name], part.value) for part in parts if part.value is not None]
    whole = fsum(weight for weight, _ in known)
    if whole <= 0:
        return None
    return min(100.0, max(0.0, 100 * (fsum(weight * value for weight, value in known) / whole)))


def band_of(value: float, *, bands: Bands = DEFAULT_BANDS) -> Band:
    if value + ROUNDING >= bands.aligned:
        return Band.ALIGNED
    return Band.PARTIAL if value + ROUNDING >= bands.partial else Band.MISALIGNED


def _not_scorable(inputs: ScoreInputs, found: Sequence[Component], weights: Weights) -> str:
    if not inputs.objectives:
        return NO_OBJECTIVE
    if ledger(inputs).mapped <= 0:
        return NO_MAPPED_SPEND
    if fsum(weights.values()) <= 0:
        return "All component weights are 0."
    known = _share_with_data(found, weights)
    if known + ROUNDING < NEEDED_WEIGHT:
        return f"Only {show.percent(known)} of the weight has data; {show.percent(NEEDED_WEIGHT)} is needed."
    return ""


def _share_with_data(found: Sequence[Component], weights: Weights) -> float:
    whole = fsum(weights.values())
    return fsum(weights[part.name] for part in found if part.value is not None) / whole if whole > 0 else 0.0


def _by_model(inputs: ScoreInputs, found: Sequence[Component], weights: Weights) -> dict[str, float]:
    """The score under each attribution model that has the same components with data; only evidence fit differs."""
    locked = next(part for part in found if part.name is ComponentName.EVIDENCE_FIT)
    scores = {}
    for model in sorted(inputs.credits):
        fit = evidence_fit(inputs, model=model)
        value = combined([fit if part is locked else part for part in found], weights)
        if value is not None and (fit.value is None) == (locked.value is None):
            scores[model] = value
    return scores
