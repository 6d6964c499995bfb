"""Simulated futures of any kind of subject, read off at any day ahead."""

from dataclasses import dataclass

import numpy as np

from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.known import Kind, Known
from forecasts.core.arrays import Floats, Interval
from forecasts.core.series.outlook import outlook
from forecasts.core.series.paths import Basis, Paths
from forecasts.core.series.ratio import ratio_outlook
from forecasts.core.series.target import Measure, value_at


@dataclass(frozen=True, slots=True)
class SeriesFutures:
    """Paths of a flow or a level."""

    goal: Goal
    paths: Paths
    so_far: float
    ceiling: float | None = None

    @property
    def basis(self) -> Basis:
        return self.paths.basis

    @property
    def built_on(self) -> str:
        return self.paths.built_on

    def window(self, steps: float) -> Floats:
        """The value of the whole window after so many steps, with what it holds so far."""
        return self._told(steps, self.so_far)

    def between(self, start: float, end: float) -> Floats:
        """What a flow brings between two points ahead; a level's value at the later one."""
        if self.goal.kind is Kind.FLOW and start > 0:
            return self._told(end, 0.0) - self._told(start, 0.0)
        return self._told(end, 0.0)

    def rates(self, steps: float) -> tuple[float | None, Interval | None]:
        """Needed and forecast change per step over so many steps."""
        aim = self.goal.target
        needed = None if aim is None else (aim - self.so_far) / steps
        return needed, Interval.of((self.window(steps) - self.so_far) / steps)

    def _told(self, steps: float, so_far: float) -> Floats:
        if self.goal.kind is Kind.FLOW:
            return value_at(self.paths, steps, measure=Measure.FLOW, so_far=so_far)
        found = value_at(self.paths, steps, measure=Measure.LEVEL)
        return found if self.ceiling is None else found.clip(max=self.ceiling)


@dataclass(frozen=True, slots=True)
class RatioFutures:
    """Paths of both parts of a ratio; `before` is what the window already holds of them."""

    goal: Goal
    above: Paths
    below: Paths
    before: tuple[float, float]
    ceiling: float | None = None

    @property
    def basis(self) -> Basis:
        return Basis.RATIO

    @property
    def built_on(self) -> str:
        return self.above.built_on

    def window(self, steps: float) -> Floats:
        """The ratio of the whole window after so many steps; NaN on a path without a denominator."""
        above, below = self._parts(steps)
        return self._quotient(above + self.before[0], below + self.before[1])

    def between(self, start: float, end: float) -> Floats:
        """The ratio of what comes between two points ahead."""
        above, below = self._parts(end)
        if start > 0:
            earlier = self._parts(start)
            above, below = above - earlier[0], below - earlier[1]
        return self._quotient(above, below)

    def rates(self, steps: float) -> tuple[float | None, Interval | None]:
        """The ratio that the rest of the window has to keep, and the one that is forecast for it."""
        draws = self.between(0.0, steps)
        known = draws[np.isfinite(draws)]
        forecast = Interval.of(known) if known.size else None
        _, below = (float(np.median(part)) for part in self._parts(steps))
        aim = self.goal.target
        if aim is None or not below:
            return None, forecast
        needed = aim / self.goal.scale * (self.before[1] + below) - self.before[0]
        return needed / below * self.goal.scale, forecast

    def _parts(self, steps: float) -> tuple[Floats, Floats]:
        above, below = (value_at(one, steps, measure=Measure.FLOW) for one in (self.above, self.below))
        return above, below

    def _quotient(self, above: Floats, below: Floats) -> Floats:
        found: Floats = np.divide(above, below, out=np.full(below.size, np.nan), where=below > 0)
        told: Floats = found * self.goal.scale
        return told if self.ceiling is None else told.clip(max=self.ceiling)


Futures = SeriesFutures | RatioFutures


def draw(known: Known, goal: Goal, *, horizon: int, seed: int) -> Futures:
    """Simulate; raises CannotForecast where the history carries no honest range."""
    season = known.grid.season_length
    if goal.kind is Kind.RATIO and known.numerator is not None and known.denominator is not None:
        parts = ratio_outlook(known.numerator, known.denominator, horizon=horizon, season_length=season, seed=seed)
        above, below = (Paths(one, Basis.RATIO, parts.built_on) for one in (parts.numerator, parts.denominator))
        return RatioFutures(goal, above, below, known.parts_so_far, _ceiling(known.values * goal.scale, goal))
    counts = None if goal.kind is Kind.FLOW else False
    paths = outlook(known.values, horizon=horizon, season_length=season, counts=counts, seed=seed)
    return SeriesFutures(goal, paths, known.so_far, _ceiling(known.values, goal))


def _ceiling(values: Floats, goal: Goal) -> float | None:
    """All of something, for a share that was never more."""
    seen = values[~np.isnan(values)]
    return goal.whole if goal.whole is not None and seen.size and seen.max() <= goal.whole + 1e-9 else None
