"""Where a subject is heading: range and chance at the end, rates, columns on the way, and the fan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from forecasts.core.ahead.futures import Futures, RatioFutures, draw
from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.known import Kind, Known
from forecasts.core.arrays import Floats, Interval, quantiles
from forecasts.core.errors import CannotForecast
from forecasts.core.series.outlook import FEWEST_POINTS
from forecasts.core.series.paths import Basis
from forecasts.core.series.target import OutlookStatus, status_of

COLUMN_DAYS = (30, 60, 90)
LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
MOST_UNKNOWN = 0.1
ENDS = 41


@dataclass(frozen=True, slots=True)
class Column:
    """The 80 % range of a named stretch or day ahead; `until` is the first day after."""

    name: str
    until: date
    band: Interval


@dataclass(frozen=True, slots=True)
class FanStep:
    """Quantiles (2.5, 10, 25, 50, 75, 90, 97.5 %) of the value on the last day before `until`."""

    until: date
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`end` is the 80 % range at the end of the window, `ends` are 41 even quantiles of it, from the least to the most.

    Rates are per `per`, `rate` is what is forecast; without a goal there is no chance.
    """

    end: Interval
    chance: float | None
    status: OutlookStatus | None
    needed_rate: float | None
    rate: Interval | None
    per: str
    columns: tuple[Column, ...]
    ends: tuple[float, ...]
    past: tuple[tuple[date, float], ...]
    fan: tuple[FanStep, ...]
    basis: Basis
    built_on: str

    @property
    def forecast_rate(self) -> float | None:
        return self.rate.median if self.rate else None


def heading(known: Known, goal: Goal, *, today: date, year_ends_on: date, seed: int) -> Heading:
    """Forecast to the end of the goal's window; raises CannotForecast with what is wrong and what would help."""
    steps = _steps_to_end(known, goal)
    wanted = _wanted(known, goal, today, year_ends_on)
    furthest = max([steps, *(end for _, _, _, end in wanted)])
    futures = draw(known, goal, horizon=ceil(furthest - 1e-9), seed=seed)
    ends = _certain(futures.window(steps))
    reached = goal.reached(ends)
    chance = None if reached is None else float(reached.mean())
    needed, forecast = futures.rates(steps)
    by = 1.0 if isinstance(futures, RatioFutures) else known.grid.steps_per
    return Heading(
        end=Interval.of(ends),
        chance=chance,
        status=None if chance is None else status_of(chance),
        needed_rate=None if needed is None else needed * by,
        rate=None if forecast is None else Interval(forecast.low * by, forecast.median * by, forecast.high * by),
        per=known.grid.per,
        columns=tuple(_columns(futures, goal, wanted)),
        ends=tuple(quantiles(ends, np.linspace(0, 1, ENDS)).tolist()),
        past=_past(known, goal),
        fan=tuple(_fan(futures, known, goal, steps)),
        basis=futures.basis,
        built_on=futures.built_on,
    )


def _steps_to_end(known: Known, goal: Goal) -> float:
    steps = known.grid.steps_until(goal.ends_on)
    if steps <= 0:
        raise CannotForecast(
            "What is known reaches the last day, so nothing is left to forecast.", needs="Read what was reached."
        )
    if FEWEST_POINTS <= known.points < steps:
        raise CannotForecast(
            f"The end lies {ceil(steps)} steps ahead, and only {known.points} are known; "
            "nothing honest reaches further ahead than its history is long.",
            needs=f"Record {ceil(steps) - known.points} more values, or import earlier ones.",
        )
    return steps


Wanted = tuple[str, date, float, float]


def _wanted(known: Known, goal: Goal, today: date, year_ends_on: date) -> list[Wanted]:
    """Name, day, and from which to which step: 30, 60, 90 days and the year, where history and window allow them."""
    found: list[Wanted] = []
    begin = max(known.grid.steps_until(today), 0.0)
    days = [(f"{count} days", today + timedelta(days=count)) for count in COLUMN_DAYS]
    for name, until in [*days, ("Year", year_ends_on)]:
        end = known.grid.steps_until(until)
        inside = until < goal.ends_on if goal.is_cumulative and goal.kind is not Kind.LEVEL else until != goal.ends_on
        if inside and begin < end <= known.points:
            found.append((name, until, begin, end))
    return found


def _columns(futures: Futures, goal: Goal, wanted: Sequence[Wanted]) -> list[Column]:
    found = []
    for name, until, begin, end in wanted:
        draws = futures.window(end) if goal.is_cumulative else futures.between(begin, end)
        known = draws[np.isfinite(draws)]
        if known.size >= (1 - MOST_UNKNOWN) * draws.size:
            found.append(Column(name, until, Interval.of(known)))
    return found


def _past(known: Known, goal: Goal) -> tuple[tuple[date, float], ...]:
    """Known values at the ends of their steps; of a window that adds up, the sums since it began."""
    first = -known.values.size
    ends = [known.grid.start(first + place + 1) for place in range(known.values.size)]
    if not goal.is_cumulative or (goal.kind is not Kind.FLOW and known.numerator is None):
        return tuple((end, float(value)) for end, value in zip(ends, known.values, strict=True) if not np.isnan(value))
    inside = [place for place, end in enumerate(ends) if end > goal.starts_on]
    if goal.kind is Kind.FLOW:
        later = known.values[::-1].cumsum()[::-1]
        sums = [known.so_far - (later[place + 1] if place + 1 < later.size else 0.0) for place in inside]
        return tuple((ends[place], float(total)) for place, total in zip(inside, sums, strict=True))
    return _past_ratio(known, goal, inside, ends)


def _past_ratio(
    known: Known, goal: Goal, inside: Sequence[int], ends: Sequence[date]
) -> tuple[tuple[date, float], ...]:
    if known.numerator is None or known.denominator is None:
        return ()
    above, below = (
        np.nan_to_num(part)[inside[0] :].cumsum() if inside else np.zeros(0)
        for part in (known.numerator, known.denominator)
    )
    return tuple(
        (ends[place], float(top / bottom * goal.scale))
        for place, top, bottom in zip(inside, above, below, strict=True)
        if bottom > 0
    )


def _fan(futures: Futures, known: Known, goal: Goal, steps: float) -> list[FanStep]:
    places = [float(step) for step in range(1, int(steps) + 1)]
    places += [steps] if steps > int(steps) + 1e-9 else []
    found = []
    for before, place in zip([0.0, *places], places, strict=False):
        draws = futures.window(place) if goal.is_cumulative else futures.between(before, place)
        draws = draws[np.isfinite(draws)]
        if draws.size:
            until = goal.ends_on if place == steps else known.grid.start(int(place))
            found.append(FanStep(until, tuple(quantiles(draws, LEVELS).tolist())))
    return found


def _certain(ends: Floats) -> Floats:
    """Ends that have a value; a ratio over nothing on many paths is no forecast."""
    known: Floats = ends[np.isfinite(ends)]
    if known.size < (1 - MOST_UNKNOWN) * ends.size:
        raise CannotForecast(
            "On many simulated futures nothing stands below the line of this ratio.",
            needs="Wait until more of its cases have closed, or choose a longer window.",
        )
    return known
