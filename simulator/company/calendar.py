"""The eight fiscal quarters that end with the one that today lies in. Days are counted from the first day of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarter:
    """From `starts_on` up to, not including, `ends_on`."""

    name: str
    year_name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Facts exist for the days before `today`."""

    today: date
    quarters: tuple[Quarter, ...]

    @property
    def starts_on(self) -> date:
        return self.quarters[0].starts_on

    @property
    def now(self) -> int:
        """Today's number; the day itself has no facts yet."""
        return self.number(self.today)

    @property
    def months(self) -> tuple[date, ...]:
        """First days of all calendar months from the first quarter to the end of the current one."""
        count = 3 * len(self.quarters)
        return tuple(add_months(self.starts_on, number) for number in range(count))

    def number(self, day: date) -> int:
        return (day - self.starts_on).days

    def day(self, number: int) -> date:
        return self.starts_on + timedelta(days=number)

    def span(self, quarter: int) -> tuple[int, int]:
        """Day numbers of a quarter, half-open."""
        return self.number(self.quarters[quarter].starts_on), self.number(self.quarters[quarter].ends_on)

    def known(self, quarter: int) -> tuple[int, int]:
        """The part of a quarter for which there are facts."""
        first, last = self.span(quarter)
        return first, min(last, self.now)


def calendar(today: date, *, year_starts: int = 1) -> Calendar:
    """Eight quarters of fiscal years that begin in month `year_starts`; the last one contains today."""
    into_quarter = (today.month - year_starts) % 3
    current = add_months(today.replace(day=1), -into_quarter)
    firsts = [add_months(current, 3 * (number - QUARTERS + 1)) for number in range(QUARTERS)]
    return Calendar(today, tuple(_quarter(first, year_starts) for first in firsts))


def add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _quarter(first: date, year_starts: int) -> Quarter:
    into_year = (first.month - year_starts) % 12
    last_month = add_months(first, 11 - into_year)
    year = f"FY{last_month.year % 100:02d}"
    return Quarter(f"Q{into_year // 3 + 1} {year}", year, first, add_months(first, 3))
