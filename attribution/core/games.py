"""Models that look at all journeys at once, from the two summaries they need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from attribution.core import shapley
from attribution.core.markov import Removal, pooled
from attribution.core.models import Model
from attribution.core.sets import Sets, spread
from attribution.core.transitions import Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """Journeys as channel sets, and what the Markov chain of all transitions says of every channel."""

    sets: Sets
    removal: Removal


def markov(seen: Evidence) -> tuple[Floats, Floats]:
    """All conversions and all value shared in proportion to removal effects."""
    effect = seen.removal.effect
    won, value = float(seen.sets.conversions.sum()), float(seen.sets.value.sum())
    return pooled(effect, won), pooled(seen.removal.value_effect, value, otherwise=effect)


def markov_normalised(seen: Evidence) -> tuple[Floats, Floats]:
    """Inside each journey its distinct channels share in proportion to removal effects; slices of it add up."""
    effect = seen.removal.effect
    return spread(seen.sets, effect, seen.sets.conversions), spread(seen.sets, effect, seen.sets.value)


def shapley_closure(seen: Evidence) -> tuple[Floats, Floats]:
    return shapley.closure(seen.sets)


def shapley_rate(seen: Evidence) -> tuple[Floats, Floats]:
    return shapley.rate(seen.sets)


GAMES: Mapping[Model, Callable[[Evidence], tuple[Floats, Floats]]] = {
    Model.MARKOV: markov,
    Model.MARKOV_NORMALISED: markov_normalised,
    Model.SHAPLEY: shapley_closure,
    Model.SHAPLEY_RATE: shapley_rate,
}
