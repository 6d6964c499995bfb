"""The outlook of one series: which method its data allow, and the paths it draws."""

import numpy as np

from forecasts.core.arrays import Floats
from forecasts.core.errors import CannotForecast
from forecasts.core.series.counts import count_paths
from forecasts.core.series.naive import naive_paths
from forecasts.core.series.paths import Basis, Paths
from forecasts.core.series.season import find_season
from forecasts.core.series.smoothing import simulate, smooth
from organisation.core import show

FEWEST_POINTS = 5
FEWEST_TO_SMOOTH = 8
SMALL_COUNT = 20.0
MOST_MISSING = 0.3
PATHS = 2000


def outlook(
    values: Floats,
    *,
    horizon: int,
    season_length: int = 0,
    counts: bool | None = None,
    paths: int = PATHS,
    seed: int = 0,
) -> Paths:
    """Draw the futures of `values` (oldest first, NaN = missing) for `horizon` steps.

    `counts` says whether the values are counts of events; None asks the data. `season_length` is the number of steps
    in a year (or week), 0 for none. Raises CannotForecast where the data carry no honest range.
    """
    values = trimmed(np.asarray(values, dtype=float))
    refuse_unusable(values, horizon=horizon)
    rng = np.random.default_rng(seed)
    seen = values[~np.isnan(values)]
    if seen.size < FEWEST_TO_SMOOTH:
        futures = naive_paths(values, horizon=horizon, paths=paths, rng=rng)
        return Paths(as_positive_as(seen, futures), Basis.NAIVE, f"{seen.size} points, too few to smooth")
    if is_small_count(seen) if counts is None else counts and seen.mean() < SMALL_COUNT:
        futures = count_paths(values, horizon=horizon, paths=paths, rng=rng)
        return Paths(futures, Basis.COUNTS, f"{seen.size} small counts, Poisson with a changing rate")
    season = find_season(values, length=season_length)
    fit = smooth(values if season is None else season.remove(values), horizon=horizon)
    spent = season.parameters if season else 0.0
    futures = simulate(fit, horizon=horizon, paths=paths, rng=rng, already_spent=spent)
    if season is not None:
        futures = season.restore(futures, starts_at=values.size, rng=rng)
    built_on = f"{seen.size} points, {'with' if season else 'without'} a season"
    return Paths(as_positive_as(seen, futures), Basis.SMOOTHING, built_on)


def trimmed(values: Floats) -> Floats:
    """The series from its first known point on; unknown points at the end stay, they only widen the range."""
    known = np.flatnonzero(~np.isnan(values))
    return values[known[0] :] if known.size else values[:0]


def is_small_count(seen: Floats) -> bool:
    """Whole, never negative and fewer than 20 a step on average."""
    return bool((seen >= 0).all() and (seen == np.round(seen)).all() and seen.mean() < SMALL_COUNT)


def refuse_unusable(values: Floats, *, horizon: int) -> None:
    """Raise CannotForecast for a series that no method of this room may extend."""
    known = values[~np.isnan(values)]
    if horizon < 1:
        raise CannotForecast("The horizon has no steps.", needs="Give the number of future steps, at least 1.")
    if np.isinf(values).any():
        raise CannotForecast("The series holds an infinite value.", needs="Correct it at its source.")
    if known.size < FEWEST_POINTS:
        raise CannotForecast(
            f"The series has {known.size} known points; a forecast needs at least {FEWEST_POINTS}.",
            needs=f"Record {FEWEST_POINTS - known.size} more, or import earlier ones.",
        )
    if not known.any():
        raise CannotForecast(
            f"All {known.size} points are zero, so nothing says how large a first value would be.",
            needs="Check that the source delivers this series; one period with a value above zero is the start.",
        )
    if (missing := 1 - known.size / values.size) > MOST_MISSING:
        raise CannotForecast(
            f"{show.percent(missing)} of the points between the first and the last are missing.",
            needs=f"Fill the gaps at the source until at most {show.percent(MOST_MISSING)} are missing.",
        )


def as_positive_as(seen: Floats, futures: Floats) -> Floats:
    """A series that was never negative stays so."""
    return futures.clip(0) if np.nanmin(seen) >= 0 else futures
