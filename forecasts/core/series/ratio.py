"""A ratio is forecast by its numerator and its denominator, never as a series of quotients.

Where the numerator counts a part of the denominator (won of closed deals), it is drawn given the denominator from a
share with a fading beta memory; otherwise both are smoothed with the same drawn errors, so that they move together.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, gammaln

from forecasts.core.arrays import Floats
from forecasts.core.errors import CannotForecast
from forecasts.core.series.counts import MEMORIES, START_WEIGHT
from forecasts.core.series.outlook import FEWEST_TO_SMOOTH, PATHS, as_positive_as, outlook, refuse_unusable
from forecasts.core.series.smoothing import simulate, smooth

LARGE_COUNT = 2_000.0  # above, the chance of single cases is nothing beside the drift of the share


@dataclass(frozen=True, slots=True)
class RatioPaths:
    """Numerator and denominator by path and step; `built_on` in words."""

    numerator: Floats
    denominator: Floats
    built_on: str

    def overall(self, *, numerator_so_far: float = 0.0, denominator_so_far: float = 0.0) -> Floats:
        """Sum over sum by path, with what the window already holds; NaN on a path without a denominator."""
        below = self.denominator.sum(axis=1) + denominator_so_far
        above = self.numerator.sum(axis=1) + numerator_so_far
        ratios: Floats = np.divide(above, below, out=np.full(below.size, np.nan), where=below != 0)
        return ratios


def ratio_outlook(
    numerator: Floats, denominator: Floats, *, horizon: int, season_length: int = 0, paths: int = PATHS, seed: int = 0
) -> RatioPaths:
    """Draw both parts for `horizon` steps. Arrays of equal length, oldest first, NaN where either is unknown."""
    numerator, denominator = _together(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    refuse_unusable(denominator, horizon=horizon)
    refuse_unusable(numerator, horizon=horizon)
    known = ~np.isnan(denominator)
    if _is_share(numerator[known], denominator[known]):
        futures = outlook(denominator, horizon=horizon, season_length=season_length, paths=paths, seed=seed)
        below = futures.values.round()
        above = _shares(numerator, denominator, future=below, rng=np.random.default_rng(seed + 1))
        return RatioPaths(above, below, f"{known.sum()} periods, a share of counts")
    if known.sum() < FEWEST_TO_SMOOTH:
        above = outlook(numerator, horizon=horizon, paths=paths, seed=seed + 1).values
        below = outlook(denominator, horizon=horizon, paths=paths, seed=seed).values
        return RatioPaths(above, below, f"{known.sum()} periods, too few to smooth")
    drawn = [
        as_positive_as(part, simulate(smooth(part), horizon=horizon, paths=paths, rng=np.random.default_rng(seed)))
        for part in (numerator, denominator)
    ]
    return RatioPaths(drawn[0], drawn[1], f"{known.sum()} periods, both parts smoothed together")


def _together(numerator: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    if numerator.size != denominator.size:
        raise CannotForecast(
            f"The numerator has {numerator.size} points and the denominator {denominator.size}.",
            needs="Give both for the same periods.",
        )
    unknown = np.isnan(numerator) | np.isnan(denominator)
    first = int(np.argmin(unknown)) if not unknown.all() else unknown.size
    return np.where(unknown, np.nan, numerator)[first:], np.where(unknown, np.nan, denominator)[first:]


def _is_share(numerator: Floats, denominator: Floats) -> bool:
    whole = (numerator == np.round(numerator)).all() and (denominator == np.round(denominator)).all()
    small = denominator.mean() < LARGE_COUNT
    return bool(whole and small and (numerator >= 0).all() and (numerator <= denominator).all())


def _shares(numerator: Floats, denominator: Floats, *, future: Floats, rng: np.random.Generator) -> Floats:
    """Numerators drawn given (paths, horizon) denominators, from beta memories weighted by how well they predicted."""
    hits, misses, weights = _learn(numerator, denominator)
    member = rng.choice(MEMORIES.size, size=future.shape[0], p=weights)
    hits, misses, memory = hits[member], misses[member], MEMORIES[member]
    drawn = np.empty_like(future)
    for step in range(future.shape[1]):
        hits, misses = memory * hits, memory * misses
        share = rng.beta(hits.clip(1e-3), misses.clip(1e-3))
        drawn[:, step] = rng.binomial(future[:, step].astype(np.int64), share)
        hits, misses = hits + drawn[:, step], misses + future[:, step] - drawn[:, step]
    return drawn


def _learn(numerator: Floats, denominator: Floats) -> tuple[Floats, Floats, Floats]:
    known = ~np.isnan(denominator)
    share = (numerator[known].sum() + 0.5) / (denominator[known].sum() + 1)
    hits, misses = np.full(MEMORIES.size, START_WEIGHT * share), np.full(MEMORIES.size, START_WEIGHT * (1 - share))
    score = np.zeros(MEMORIES.size)
    for above, below in zip(numerator[known], denominator[known], strict=True):
        hits, misses = MEMORIES * hits, MEMORIES * misses
        score += betaln(hits + above, misses + below - above) - betaln(hits, misses)
        score += gammaln(below + 1) - gammaln(above + 1) - gammaln(below - above + 1)
        hits, misses = hits + above, misses + below - above
    weights = np.exp(score - score.max())
    return hits, misses, weights / weights.sum()
