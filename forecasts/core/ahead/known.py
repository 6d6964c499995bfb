"""What is known of one subject: values on an even grid, and what its window holds so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_low

import numpy as np

from forecasts.core.ahead.grid import Grid
from forecasts.core.arrays import Floats
from forecasts.core.series.outlook import MOST_MISSING

FULL_ENOUGH = 0.5
LONGEST_SPREAD = 2.5  # steps


class Kind(StrEnum):
    """How values of a subject add up over time."""

    FLOW = "flow"
    LEVEL = "level"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Known:
    """A history that ends where its grid's future begins; oldest first, NaN where unknown.

    A ratio carries both its parts and leaves `values` to their quotients. `so_far` is what a flow's window has
    collected; `parts_so_far` the same of a ratio's numerator and denominator.
    """

    grid: Grid
    values: Floats
    numerator: Floats | None = None
    denominator: Floats | None = None
    so_far: float = 0.0
    parts_so_far: tuple[float, float] = (0.0, 0.0)

    @property
    def points(self) -> int:
        """How many steps are known."""
        return int((~np.isnan(self.values)).sum())

    @property
    def is_whole(self) -> bool:
        """Whether all that is known are whole numbers."""
        seen = self.values[~np.isnan(self.values)]
        return bool((seen == np.round(seen)).all())

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last known day."""
        known = np.flatnonzero(~np.isnan(self.values))
        if not known.size:
            return None
        first, last = int(known[0]) - self.values.size, int(known[-1]) - self.values.size
        return self.grid.start(first), self.grid.start(last + 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as somebody stated it for a day."""

    day: date
    value: float


def from_totals(cycles: Sequence[tuple[date, Sequence[Stated]]]) -> Known | None:
    """A flow out of totals since the beginning of each cycle, the oldest cycle first; None without any.

    What came between two totals is spread evenly over the days between them, unless they lie so far apart that this
    would invent a history.
    """
    grid = _grid([one for _, stated in cycles for one in stated])
    if grid is None:
        return None
    gains: list[tuple[date, date, float]] = []
    for starts_on, stated in cycles:
        corners = [(starts_on, 0.0), *((one.day + timedelta(days=1), one.value) for one in stated)]
        gains += [(since, until, after - before) for (since, before), (until, after) in pairwise(corners)]
    return Known(grid, _spread(gains, grid), so_far=cycles[-1][1][-1].value if cycles[-1][1] else 0.0)


def from_levels(stated: Sequence[Stated]) -> Known | None:
    """A level out of the last value stated in each step, oldest first; None without any."""
    grid = _grid(stated)
    if grid is None:
        return None
    values = np.full(_steps_back(grid, stated[0].day), np.nan)
    for one in stated:
        values[int(np.floor(grid.steps_until(one.day)))] = one.value
    return Known(grid, values, so_far=stated[-1].value)


def numbers(values: Sequence[object]) -> Floats:
    """Decimals or floats as an array, None as unknown."""
    return np.array([np.nan if one is None else float(str(one)) for one in values])


def level_on(grid: Grid, values: Floats) -> Known:
    """A level by step, or by its waves where most steps have none; of a level that nobody has measured nothing."""
    places = np.flatnonzero(~np.isnan(values))
    if not places.size:
        return Known(grid, values)
    plain = Known(grid, values, so_far=float(values[places[-1]]))
    if 1 - places.size / (values.size - places[0]) <= MOST_MISSING:
        return plain
    days = [grid.start(int(place) - values.size + 1) - timedelta(days=1) for place in places]
    return from_levels([Stated(day, float(values[place])) for day, place in zip(days, places, strict=True)]) or plain


def _grid(stated: Sequence[Stated]) -> Grid | None:
    """Steps as long as the typical time between two values, ending with the last one."""
    days = sorted({one.day for one in stated})
    if not days:
        return None
    gap = median_low((later - earlier).days for earlier, later in pairwise(days)) if len(days) > 1 else 1
    return Grid(days[-1] + timedelta(days=1), gap)


def _steps_back(grid: Grid, day: date) -> int:
    return int(np.ceil(-grid.steps_until(day)))


def _spread(gains: Sequence[tuple[date, date, float]], grid: Grid) -> Floats:
    """Gains by step in proportion to days; a step of which less than half is covered is unknown."""
    steps = _steps_back(grid, min(since for since, _, _ in gains))
    gains = [one for one in gains if 0 < (one[1] - one[0]).days <= LONGEST_SPREAD * grid.days]
    sums, covered = np.zeros(steps), np.zeros(steps)
    for since, until, gain in gains:
        first = max(int(np.floor(grid.steps_until(since))), -steps)
        for step in range(first, int(np.ceil(grid.steps_until(until)))):
            here = grid.window(step)
            overlap = (min(until, here.ends_on) - max(since, here.starts_on)).days
            if overlap > 0:
                sums[step] += gain * overlap / (until - since).days
                covered[step] += overlap / here.days
    values: Floats = np.where(covered >= FULL_ENOUGH, sums / covered.clip(FULL_ENOUGH), np.nan)
    return values
