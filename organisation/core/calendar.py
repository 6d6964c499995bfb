"""Date ranges and the fiscal calendar. All ranges are half-open: the last day is not part of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days from `starts_on` up to, not including, `ends_on`."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on <= self.starts_on:
            raise ValueError(f"A window must end after it starts; {self.starts_on} to {self.ends_on} does not.")

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    def overlaps(self, other: "Window") -> bool:
        return self.starts_on < other.ends_on and other.starts_on < self.ends_on


def add_months(day: date, months: int) -> date:
    """The first of the month that lies `months` after the month of `day`."""
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def month(day: date) -> Window:
    return Window(day.replace(day=1), add_months(day, 1))


def months(window: Window) -> Iterator[Window]:
    """The calendar months that the window touches, whole."""
    first = window.starts_on.replace(day=1)
    while first < window.ends_on:
        yield month(first)
        first = add_months(first, 1)


def fiscal_quarter(day: date, *, year_starts: int = 1) -> Window:
    return _fiscal(day, year_starts=year_starts, length=3)


def fiscal_half(day: date, *, year_starts: int = 1) -> Window:
    return _fiscal(day, year_starts=year_starts, length=6)


def fiscal_year(day: date, *, year_starts: int = 1) -> Window:
    return _fiscal(day, year_starts=year_starts, length=12)


def quarter_name(window: Window, *, year_starts: int = 1) -> str:
    """Such as "Q3 FY26": a fiscal year is named after the calendar year in which it ends.

    >>> quarter_name(fiscal_quarter(date(2026, 8, 1)))
    'Q3 FY26'
    >>> quarter_name(fiscal_quarter(date(2026, 8, 1), year_starts=7), year_starts=7)
    'Q1 FY27'
    """
    year = fiscal_year(window.starts_on, year_starts=year_starts)
    number = (_months_between(year.starts_on, window.starts_on)) // 3 + 1
    return f"Q{number} FY{add_months(year.ends_on, -1).year % 100:02d}"


def _fiscal(day: date, *, year_starts: int, length: int) -> Window:
    into_year = (day.month - year_starts) % 12
    start = add_months(day, -(into_year % length))
    return Window(start, add_months(start, length))


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month
