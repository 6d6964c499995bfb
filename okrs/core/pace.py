"""Pace: what should have been reached by a day, in a straight line or along checkpoints."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from okrs.core.progress import Value, clamp, progress


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days a key result has: from the first day to the day it is due (the cycle's window, end not part of it)."""

    starts_on: date
    ends_on: date

    def elapsed(self, today: date) -> float:
        """Share of the days that have passed, between 0 and 1.

        >>> Stretch(date(2026, 1, 1), date(2026, 4, 1)).elapsed(date(2026, 2, 15))
        0.5
        """
        days = (self.ends_on - self.starts_on).days
        if days <= 0:
            raise ValueError("A stretch of days has to end after it starts.")
        return clamp((today - self.starts_on).days / days)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A value expected on a day of the way, in the unit of the key result."""

    due_on: date
    expected: Value


def expected_value(
    *, stretch: Stretch, baseline: Value, target: Value, checkpoints: Iterable[Checkpoint] = (), today: date
) -> float:
    """Value expected today: straight between the start, each checkpoint and the end; flat before and after."""
    path = _path(stretch, baseline, target, checkpoints)
    position = bisect_right([day for day, _ in path], today)
    if position == 0:
        return path[0][1]
    if position == len(path):
        return path[-1][1]
    (day, value), (next_day, next_value) = path[position - 1], path[position]
    return value + (next_value - value) * (today - day).days / (next_day - day).days


def expected_progress(
    *, stretch: Stretch, baseline: Value, target: Value, checkpoints: Iterable[Checkpoint] = (), today: date
) -> float:
    """Share of the way expected today, between 0 and 1."""
    value = expected_value(stretch=stretch, baseline=baseline, target=target, checkpoints=checkpoints, today=today)
    return clamp(progress(baseline=baseline, target=target, current=value) or 0.0)


def standard_checkpoints(
    *, stretch: Stretch, baseline: Value, target: Value, after_days: Sequence[int] = (30, 60, 90)
) -> list[Checkpoint]:
    """Checkpoints on the straight line after 30, 60 and 90 days, as many as the stretch holds.

    Over a long way they are whole numbers, over a short one they have two decimals.
    """
    digits = 0 if abs(float(target) - float(baseline)) >= 100 else 2
    days = [stretch.starts_on + timedelta(days=count) for count in after_days]
    return [
        Checkpoint(day, round(expected_value(stretch=stretch, baseline=baseline, target=target, today=day), digits))
        for day in days
        if day < stretch.ends_on
    ]


def _path(
    stretch: Stretch, baseline: Value, target: Value, checkpoints: Iterable[Checkpoint]
) -> list[tuple[date, float]]:
    """Corners of the path by day; a checkpoint on the first or the last day replaces that end."""
    corners = {stretch.starts_on: float(baseline), stretch.ends_on: float(target)}
    corners |= {
        point.due_on: float(point.expected)
        for point in checkpoints
        if stretch.starts_on <= point.due_on <= stretch.ends_on
    }
    return sorted(corners.items())
