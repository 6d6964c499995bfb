"""A season shrunken towards none, from two full cycles on."""

from dataclasses import dataclass

import numpy as np

from forecasts.core.arrays import Floats

KEPT_NOISE = 19 / 81  # variance of the average below: the sum of its squared weights
LONG_CYCLE = 24  # longer cycles (weeks of a year) are smoothed over neighbouring positions


@dataclass(frozen=True, slots=True)
class Season:
    """Factor per position in the cycle (multiplied, or added), the standard error each still has, and what they cost.

    `parameters` is the number of free values that the shrunken, smoothed season amounts to.
    """

    factors: Floats
    errors: Floats
    multiplied: bool
    parameters: float

    def remove(self, values: Floats) -> Floats:
        """The series without its season; NaN stays NaN."""
        at = np.resize(self.factors, values.size)
        return values / at if self.multiplied else values - at

    def restore(self, futures: Floats, *, starts_at: int, rng: np.random.Generator) -> Floats:
        """Put the season back on (paths, horizon), whose first step follows `starts_at` points of history."""
        coming = (starts_at + np.arange(futures.shape[1])) % self.factors.size
        position, place = np.unique(coming, return_inverse=True)
        doubt = rng.standard_normal((futures.shape[0], position.size)) * self.errors[position]
        at = (self.factors[position] + doubt)[:, place]
        return futures * at.clip(0) if self.multiplied else futures + at


def find_season(values: Floats, *, length: int) -> Season | None:
    """Season of `length` steps, or None below two full cycles or where it is not told from noise."""
    if length < 2 or values.size < 2 * length or np.isnan(values).mean() > 0.2:
        return None
    multiplied = bool(np.nanmin(values) > 0)
    working = np.log(values) if multiplied else values
    rest = working - _trend(working, length=length)
    means, noise = _positions(rest, length=length)
    if length > LONG_CYCLE:
        means, noise = _round_about(means), noise * KEPT_NOISE
    means = means - means.mean()
    spread = float(np.square(means).mean())
    kept = 0.0 if spread == 0 else max(0.0, 1 - noise / spread)
    if kept < 0.1:
        return None
    parameters = kept * length * (KEPT_NOISE if length > LONG_CYCLE else 1.0)
    factors, errors = kept * means, np.full(length, np.sqrt(kept * noise))
    if not multiplied:
        return Season(factors, errors, multiplied=False, parameters=parameters)
    scaled = np.exp(factors)
    return Season(scaled / scaled.mean(), errors * scaled, multiplied=True, parameters=parameters)


def _trend(values: Floats, *, length: int) -> Floats:
    """Broken line through the means of whole cycles, so that a growing series is not read as a season."""
    time = np.arange(values.size)
    centres, heights = [], []
    for start in range(values.size % length, values.size, length):
        centres.append(start + (length - 1) / 2)
        heights.append(float(np.nanmean(values[start : start + length])))
    slope = (heights[-1] - heights[0]) / (centres[-1] - centres[0])
    line: Floats = np.interp(time, centres, heights)
    line = np.where(time < centres[0], heights[0] + slope * (time - centres[0]), line)
    line += np.where(time > centres[-1], slope * (time - centres[-1]), 0.0)
    return line


def _positions(rest: Floats, *, length: int) -> tuple[Floats, float]:
    """Mean per position, and the variance such a mean has from noise alone."""
    cycles = -(-rest.size // length)
    padded = np.full(cycles * length, np.nan)
    padded[: rest.size] = rest
    table = padded.reshape(cycles, length)
    counts = np.maximum((~np.isnan(table)).sum(axis=0), 1)
    filled = np.where(np.isnan(table), 0.0, table)
    means = filled.sum(axis=0) / counts
    squares = np.where(np.isnan(table), 0.0, np.square(filled - means)).sum()
    within = squares / max(float((counts - 1).sum()), 1.0)
    return means, float(within * (1 / counts).mean())


def _round_about(means: Floats) -> Floats:
    """Triangular average over five neighbours on the circle; keeps KEPT_NOISE of the noise's variance."""
    kernel = np.array([1.0, 2.0, 3.0, 2.0, 1.0]) / 9.0
    smoothed: Floats = np.sum(
        [weight * np.roll(means, shift) for weight, shift in zip(kernel, range(-2, 3), strict=True)], axis=0
    )
    return smoothed
