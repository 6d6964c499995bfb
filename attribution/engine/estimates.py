"""Estimates with their bootstrap: games from channel sets and transitions, rules by weighing every journey."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from attribution.core import markov
from attribution.core.bootstrap import Band, interval, shares
from attribution.core.games import GAMES, Evidence
from attribution.core.grouping import channel_sets
from attribution.core.laid import Laid
from attribution.core.models import MARKOVIAN, Model
from attribution.core.replicates import game_replicates, travels
from attribution.core.settings import Settings
from attribution.core.tallies import Places, Replicated, Sums, Tally
from attribution.core.transitions import Floats, transitions
from attribution.engine.outcome import Estimate


def game_estimates(
    laid: Laid, settings: Settings, *, channels: int, replicates: int
) -> tuple[dict[Model, Estimate], Floats]:
    """Credit of the wanted games over channels, and the removal effects."""
    wanted = [model for model in GAMES if model in settings.models]
    nothing = np.zeros(channels)
    if not wanted or not len(laid.ids):
        return {m: Estimate(nothing, nothing, nothing if m in MARKOVIAN else None) for m in wanted}, nothing
    steps = laid.steps
    sets, _ = channel_sets(steps, channels=channels)
    removal = markov.removal(transitions(steps, channels=channels, order=settings.markov_order))
    seen = Evidence(sets=sets, removal=removal)
    found = {
        model: Estimate(*GAMES[model](seen), removal_effect=removal.effect if model in MARKOVIAN else None)
        for model in wanted
    }
    if replicates:
        of = travels(steps, laid.unit, laid.mass, channels=channels, order=settings.markov_order, replicates=replicates)
        drawn = game_replicates(of)
        found = {m: with_bands(e, drawn[m].conversions, drawn[m].value) for m, e in found.items()}
    return found, removal.effect


class Listing:
    """Estimates of some models by one grouping of steps, once its tallies have seen all credit."""

    def __init__(self, models: Sequence[Model], group: Places, groups: int, *, replicates: int) -> None:
        self._counted = Sums(models, group, groups)
        self._drawn = Replicated(models, group, groups, replicates=replicates) if replicates else None
        self._models = tuple(models)

    @property
    def tallies(self) -> list[Tally]:
        return [self._counted, *([self._drawn] if self._drawn else [])]

    def estimates(self) -> dict[Model, Estimate]:
        found = {model: Estimate(*self._counted.of(model)) for model in self._models}
        if self._drawn is None:
            return found
        return {model: with_bands(one, *self._drawn.of(model).transpose(0, 2, 1)) for model, one in found.items()}


def with_bands(estimate: Estimate, conversions: Floats, value: Floats) -> Estimate:
    return replace(
        estimate,
        conversion_replicates=conversions,
        value_replicates=value,
        conversion_band=_around(estimate.conversions, conversions),
        value_band=_around(estimate.value, value),
        share_band=_around(shares(estimate.conversions[None])[0], shares(conversions)),
    )


def _around(estimate: Floats, replicates: Floats) -> Band:
    """The interval, widened to its estimate where that rests on so little that replicates pass it by."""
    band = interval(replicates)
    return Band(low=np.minimum(band.low, estimate), high=np.maximum(band.high, estimate))
