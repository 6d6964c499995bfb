"""What would have happened without media: level, bent trend, season and controls, as one linear part.

Its coefficients have a normal prior and are integrated out, so that the sampler never sees them.
"""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats

YEAR = 365.25 / 7
WEEKS_PER_KNOT = 26
FOURIER_PAIRS = 2
LEVEL_SCALE, TREND_SCALE, SEASON_SCALE, CONTROL_SCALE = 10.0, 0.7, 0.7, 0.5  # in standard deviations of the outcome


@dataclass(frozen=True, slots=True)
class Baseline:
    """Design (n, k) already multiplied by its prior scales, and the parts of its thin singular decomposition."""

    design: Floats
    left: Floats
    singular: Floats
    right: Floats

    def coefficients(self, residuals: Floats, noise: Floats) -> Floats:
        """Posterior mean (W, k) given what media leave over (W, n) and the noise variance (W)."""
        projected = residuals @ self.left
        shrunk = projected * self.singular / (np.square(self.singular) + noise[:, None])
        means: Floats = shrunk @ self.right
        return means


def baseline(*, weeks: int, controls: Floats, fitted: int | None = None, season: bool = True) -> Baseline:
    """Linear part for `weeks` weeks; only the first `fitted` of them are decomposed (the rest is for hold-out)."""
    columns = [np.full((weeks, 1), LEVEL_SCALE), TREND_SCALE * _knots(weeks)]
    if season:
        columns.append(SEASON_SCALE * yearly_waves(weeks))
    if controls.size:
        columns.append(CONTROL_SCALE * standardised(controls))
    design = np.hstack(columns)
    left, singular, right = np.linalg.svd(design[:fitted], full_matrices=False)
    return Baseline(design, left, singular, right)


def _knots(weeks: int) -> Floats:
    """Hat functions of a line that may bend every half year; the first knot is the level's."""
    bends = max(2, round(weeks / WEEKS_PER_KNOT) + 1)
    at = np.linspace(0, weeks - 1, bends)
    time = np.arange(weeks)
    return np.stack([np.interp(time, at, np.eye(bends)[knot]) for knot in range(1, bends)], axis=1)


def standardised(controls: Floats) -> Floats:
    """Controls (n, k) around 0 with spread 1; one that never changes is 0 throughout."""
    spread = controls.std(axis=0)
    scaled: Floats = (controls - controls.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return scaled


def yearly_waves(weeks: int) -> Floats:
    """Two pairs of waves (weeks, 4) that come back every year."""
    phase = 2 * np.pi * np.arange(weeks)[:, None] * np.arange(1, FOURIER_PAIRS + 1) / YEAR
    return np.hstack([np.sin(phase), np.cos(phase)])
