"""Dated or numbered rows as evenly spaced series, with gaps as NaN."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import nan
from statistics import median

from forecasts.management.tables import Table, TableProblem

SEASONS = {1: 7, 7: 52}  # steps of a season by the days of a step


@dataclass(frozen=True, slots=True)
class Timeline:
    """Steps from the first to the last row: `places` maps each row to its step; months are counted, not measured."""

    places: tuple[int, ...]
    steps: int
    season_length: int
    months: int
    first: date | None
    days: int

    def label(self, step: int) -> str | int:
        """Date (or number, for an index) of a step; steps past the end are the future."""
        if self.first is None:
            return step
        if not self.months:
            return (self.first + timedelta(days=self.days * step)).isoformat()
        month = self.first.month - 1 + self.months * step
        return date(self.first.year + month // 12, month % 12 + 1, 1).isoformat()

    def spread(self, values: Sequence[float]) -> list[float]:
        """Values by step, NaN where no row gives one."""
        placed = [nan] * self.steps
        for place, value in zip(self.places, values, strict=True):
            placed[place] = value
        return placed


def timeline(table: Table, rows: Sequence[int], *, column: str) -> Timeline:
    """Steps of the given rows of a table, by its date or index column."""
    cells = [table.text(column)[row] for row in rows]
    if all(cell.lstrip("-").isdigit() and len(cell) < 8 for cell in cells):
        numbers = [int(cell) for cell in cells]
        return _finish(table, [one - min(numbers) for one in numbers], 0, 0, None, 1)
    dates = [table.dates(column)[row] for row in rows]
    gap = int(median(_gaps(dates) or [1]))
    if months := _months(gap):
        counts = [one.year * 12 + one.month for one in dates]
        places = [(one - min(counts)) // months for one in counts]
        return _finish(table, places, 12 // months if months < 12 else 0, months, min(dates), 0)
    away = [(one - min(dates)).days for one in dates]
    if any(distance % gap for distance in away):
        raise TableProblem(
            f"{table.name}: the dates in “{column}” are mostly {gap} days apart, but not all fall on that grid. "
            "Give daily, weekly, monthly or quarterly rows."
        )
    return _finish(table, [distance // gap for distance in away], SEASONS.get(gap, 0), 0, min(dates), gap)


def _months(gap: int) -> int:
    """Months per step of a typical gap in days; 0 where the steps are not months."""
    return next((months for months, low, high in ((1, 28, 31), (3, 89, 92), (12, 365, 366)) if low <= gap <= high), 0)


def _gaps(dates: Sequence[date]) -> list[int]:
    ordered = sorted(set(dates))
    return [(later - earlier).days for earlier, later in pairwise(ordered)]


def _finish(
    table: Table, places: list[int], season_length: int, months: int, first: date | None, days: int
) -> Timeline:
    twice = next((place for place, rows in Counter(places).items() if rows > 1), None)
    found = Timeline(tuple(places), max(places) + 1, season_length, months, first, days)
    if twice is not None:
        raise TableProblem(
            f"{table.name} has two rows for {found.label(twice)} in one series. Add them up or remove one."
        )
    if found.steps > 100 * len(places):
        raise TableProblem(f"{table.name}: the rows are too far apart to be one series. Check the date column.")
    return found
