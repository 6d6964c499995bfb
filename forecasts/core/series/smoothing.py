"""Average of exponential smoothings over a grid of weights, with simulated residual paths.

Each member of the grid is a damped local trend in error-correction form (Hyndman, Koehler, Ord, Snyder 2008):
level and trend move by `alpha` and `beta` times the one-step error. Members are averaged by their Akaike weight, and a
path draws its member, its scale and its errors, so that the spread holds the doubt about all three. Where totals of
the past came further off than that spread claims, paths are spread as much wider.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from forecasts.core.arrays import Flags, Floats, Whole
from forecasts.core.series.totals import Totals, past_totals, shortfall

LEVEL_WEIGHTS = (0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.95)
TREND_SHARES = (0.0, 0.1, 0.3)
DAMPING = 0.9
CANDOUR = 0.2  # the power that keeps the one-step weights from trusting the one best member of a grid this fine
SPENT = 5.0  # degrees of freedom that a damped trend, its start and its weights cost


@dataclass(frozen=True, slots=True)
class Smoothed:
    """A fitted grid: one entry per member, residuals as (members, points) with 0 at missing points.

    `shortfall` is how much wider than its residuals the past says that its totals spread.
    """

    alpha: Floats
    beta: Floats
    damping: Floats
    level: Floats
    trend: Floats
    residuals: Floats
    weights: Floats
    seen: Whole
    shortfall: float = 1.0


def smooth(values: Floats, *, horizon: int = 1) -> Smoothed:
    """Run every member of the grid over `values`; NaN is a missing point, which moves nothing.

    Members are weighted by their errors one step ahead and by those of totals `horizon` steps ahead.
    """
    alpha, beta, damping = _grid()
    level, trend = _start(values, has_trend=beta > 0)
    residuals = np.zeros((alpha.size, values.size))
    states = np.empty((2, alpha.size, values.size))
    for step, value in enumerate(values):
        forecast = level + damping * trend
        error = np.zeros_like(level) if np.isnan(value) else value - forecast
        residuals[:, step] = error
        level = forecast + alpha * error
        trend = damping * trend + beta * error
        states[:, :, step] = level, trend
    seen = np.flatnonzero(~np.isnan(values))
    score = _one_step_score(residuals[:, seen], parameters=np.where(beta > 0, 4.0, 2.0))
    totals = past_totals(values, states, damping, ahead=min(horizon, values.size // 3))
    score += _total_score(totals)
    weights = np.exp(score - score.max())
    weights /= weights.sum()
    short = shortfall(totals, residuals[:, seen], weights, (alpha, beta, damping))
    return Smoothed(alpha, beta, damping, level, trend, residuals, weights, seen, short)


def simulate(
    fit: Smoothed, *, horizon: int, paths: int, rng: np.random.Generator, already_spent: float = 0.0
) -> Floats:
    """Draw `paths` futures of `horizon` steps from a fitted grid, shape (paths, horizon).

    `already_spent` counts the parameters that were taken out of the series before, such as a season's.
    """
    scale = widening(fit.seen.size, paths=paths, rng=rng, parameters=SPENT + already_spent)
    member = rng.choice(fit.weights.size, size=paths, p=fit.weights)
    picks = fit.seen[rng.integers(fit.seen.size, size=(paths, horizon))]
    errors = fit.residuals[member[:, None], picks] * scale[:, None]
    level, trend = fit.level[member], fit.trend[member]
    alpha, beta, damping = fit.alpha[member], fit.beta[member], fit.damping[member]
    futures = np.empty((paths, horizon))
    for step in range(horizon):
        forecast = level + damping * trend
        futures[:, step] = forecast + errors[:, step]
        level = forecast + alpha * errors[:, step]
        trend = damping * trend + beta * errors[:, step]
    futures += (futures - futures.mean(axis=0)) * (fit.shortfall - 1)
    return futures


def widening(points: int, *, paths: int, rng: np.random.Generator, parameters: float = 3) -> Floats:
    """Factor per path by which residuals of a short series are too small.

    In-sample errors lose `parameters` degrees of freedom, and their scale itself is an estimate: together Student's t.
    """
    freedom = max(points - parameters, 2.0)
    return np.sqrt(points / rng.chisquare(freedom, size=paths).clip(freedom / 8))


def _grid() -> tuple[Floats, Floats, Floats]:
    members = np.array(list(product(LEVEL_WEIGHTS, TREND_SHARES)))
    alpha, beta = members[:, 0], members[:, 0] * members[:, 1]
    return alpha, beta, np.where(beta > 0, DAMPING, 0.0)


def _start(values: Floats, *, has_trend: Flags) -> tuple[Floats, Floats]:
    """First level is the mean of the opening points, first trend their robust slope."""
    opening = values[~np.isnan(values)][:10]
    steps = np.diff(opening)
    slope = float(np.median(steps)) if steps.size else 0.0
    level = np.where(has_trend, opening[:3].mean() - slope, opening.mean())
    return level, np.where(has_trend, slope, 0.0)


def _one_step_score(residuals: Floats, *, parameters: Floats) -> Floats:
    """Half the negative Akaike criterion with the small-sample correction, dampened by CANDOUR."""
    points = residuals.shape[1]
    squares = np.square(residuals).mean(axis=1)
    penalty = 2 * parameters * points / np.maximum(points - parameters - 1, 1)
    score: Floats = -0.5 * CANDOUR * (points * np.log(squares + _floor(squares)) + penalty)
    return score


def _total_score(totals: Totals | None) -> Floats | float:
    """Log likelihood of past totals, overlaps counted once."""
    if totals is None:
        return 0.0
    squares = totals.squares()
    score: Floats = -0.5 * totals.independent * np.log(squares + _floor(squares))
    return score


def _floor(squares: Floats) -> float:
    """Keeps an exact fit from taking all the weight."""
    return max(float(squares.max()) * 1e-9, 1e-300)
