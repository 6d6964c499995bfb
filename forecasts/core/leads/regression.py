"""Does one series help to foretell another? A Granger test with season and trend inside the regression.

One more lag than is tested is kept in the equation (Toda, Yamamoto 1995), so that two wandering series do not look
related merely because both wander. Granger 1969 for the idea.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from forecasts.core.arrays import Floats, Interval

RIDGE = 1e-8  # keeps a column that has not moved yet from dividing by zero
PAIRS_FROM = 104  # points from which two Fourier pairs are fitted instead of one


@dataclass(frozen=True, slots=True)
class GrangerTest:
    """`effect` is the sum of the tested lags' coefficients with its 90 % range.

    Its unit is the standard deviation of what each series does beyond its own past, trend and season, because that of
    a wandering series grows with its length.

    `gain` is the share of the squared one-step error that the leading series takes off, out of sample.
    """

    p_value: float
    effect: Interval
    gain: float
    best_lag: int


def granger(leading: Floats, led: Floats, *, lags: int, season_length: float) -> GrangerTest:
    """Test whether `leading` foretells `led` beyond what `led` knows of itself; complete series of equal length."""
    x, y = _standard(leading), _standard(led)
    without, with_lead, target = _designs(x, y, lags=lags, season_length=season_length)
    rest_without, rest_with = _residuals(without, target), _residuals(with_lead, target)
    freedom = target.size - with_lead.shape[1]
    better = float(rest_without @ rest_without - rest_with @ rest_with) / lags
    noise = float(rest_with @ rest_with) / freedom
    effect, best = _effect(with_lead, target, first=without.shape[1], lags=lags, noise=noise, freedom=freedom)
    alone, _, values = _designs(y, x, lags=lags, season_length=season_length)
    unit = float(_residuals(alone, values).std() / max(float(rest_without.std()), 1e-300))
    return GrangerTest(
        p_value=float(stats.f.sf(better / max(noise, 1e-300), lags, freedom)),
        effect=Interval(effect.low * unit, effect.median * unit, effect.high * unit),
        gain=_out_of_sample(without, with_lead, target),
        best_lag=best,
    )


def _designs(x: Floats, y: Floats, *, lags: int, season_length: float) -> tuple[Floats, Floats, Floats]:
    """Columns without and with the tested lags of x (which come last), and the target."""
    start = lags + 1
    time = np.arange(start, y.size, dtype=float)
    pairs = 0 if season_length < 2 else 2 if y.size >= PAIRS_FROM else 1
    phase = 2 * np.pi * time[:, None] * np.arange(1, pairs + 1) / max(season_length, 1.0)
    around = [np.ones((time.size, 1)), (time / y.size)[:, None], np.sin(phase), np.cos(phase)]
    own = np.stack([y[start - lag : y.size - lag] for lag in range(1, start + 1)], axis=1)
    other = np.stack([x[start - lag : y.size - lag] for lag in range(1, start + 1)], axis=1)
    without = np.hstack([*around, own, other[:, -1:]])
    return without, np.hstack([without, other[:, :lags]]), y[start:]


def _residuals(design: Floats, target: Floats) -> Floats:
    left_over: Floats = target - design @ np.linalg.lstsq(design, target, rcond=None)[0]
    return left_over


def _effect(
    design: Floats, target: Floats, *, first: int, lags: int, noise: float, freedom: int
) -> tuple[Interval, int]:
    """Sum of the tested coefficients with its 90 % range, and the lag with the largest one (1 = one step)."""
    coefficients = np.linalg.lstsq(design, target, rcond=None)[0]
    covariance = noise * np.linalg.pinv(design.T @ design)
    tested = coefficients[first:]
    pick = np.zeros(coefficients.size)
    pick[first:] = 1.0
    half = float(np.sqrt(max(float(pick @ covariance @ pick), 0.0)) * stats.t.ppf(0.95, freedom))
    total = float(tested.sum())
    return Interval(total - half, total, total + half), int(np.argmax(np.abs(tested[:lags]))) + 1


def _out_of_sample(without: Floats, with_lead: Floats, target: Floats) -> float:
    """One-step errors over the last third, coefficients from the past alone: share that the lead takes off."""
    first = max(int(target.size * 2 / 3), with_lead.shape[1] + 4)
    alone, helped = (_errors_from(first, design, target) for design in (without, with_lead))
    return 0.0 if alone == 0 else 1 - helped / alone


def _errors_from(first: int, design: Floats, target: Floats) -> float:
    """Squared one-step errors by recursive least squares, which is a fit on the past before every step."""
    past = design[:first]
    inverse = np.linalg.inv(past.T @ past + RIDGE * np.eye(past.shape[1]))
    coefficients = inverse @ (past.T @ target[:first])
    total = 0.0
    for row, value in zip(design[first:], target[first:], strict=True):
        error = float(value - row @ coefficients)
        total += error**2
        gain = inverse @ row
        gain /= 1 + row @ gain
        coefficients = coefficients + gain * error
        inverse = inverse - np.outer(gain, row @ inverse)
    return total


def _standard(values: Floats) -> Floats:
    spread = values.std()
    standard: Floats = (values - values.mean()) / (spread if spread > 0 else 1.0)
    return standard
