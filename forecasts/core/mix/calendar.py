"""Days of the calendar on which business stands still, counted by week, as controls of a media mix."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from forecasts.core.arrays import Floats

HOLIDAYS = ("Turn of the year", "Easter")


def holidays(weeks: Sequence[date]) -> Floats:
    """Days (n, 2) of each week that lie in 24 December to 1 January, and in Good Friday to Easter Monday.

    >>> holidays([date(2026, 3, 30), date(2026, 12, 28)]).tolist()
    [[0.0, 3.0], [5.0, 0.0]]
    """
    return np.array([[_at_turn(week), _at_easter(week)] for week in weeks], dtype=float)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Gauss's rule with Lichtenberg's correction.

    >>> [easter(year).isoformat() for year in (1981, 2024, 2026)]
    ['1981-04-19', '2024-03-31', '2026-04-05']
    """
    century = year // 100
    secular = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    cycle = year % 19
    moon = (19 * cycle + secular) % 30
    limit = 21 + moon - (moon + cycle // 11) // 29
    first_sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=limit + 7 - (limit - first_sunday) % 7 - 1)


def _at_turn(week: date) -> int:
    days = [week + timedelta(days=more) for more in range(7)]
    return sum((day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1) for day in days)


def _at_easter(week: date) -> int:
    sunday = easter(week.year)
    first, after = sunday - timedelta(days=2), sunday + timedelta(days=2)
    return max((min(week + timedelta(days=7), after) - max(week, first)).days, 0)
