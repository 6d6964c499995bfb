"""How much time one row covers: a week row must never be booked on one day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from imports.core.dates import MONTHS, DateOrder, parse_date
from imports.core.refusals import ValueRefused

_WORDS = {
    "day": "day|date|jour|tag|día|dia|gregoriandate",
    "week": "week|woche|semaine|semana",
    "month": "month|monat|mois|mes",
    "quarter": "quarter|quartal|trimestre",
    "year": "year|jahr|année|ano|año",
}
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_QUARTER = re.compile(r"Q([1-4])[ -/]*(\d{4})|(\d{4})[ -/]*Q([1-4])", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,9})\.?[ -](\d{4})")
_COMPACT_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_RANGE = re.compile(r"(.+?)(?:\s+[-–—]\s+|\s*[–—]\s*|\s+to\s+|/)(.+)")
_FULL_MONTHS = re.findall(
    r"\w+",
    "january february march april may june july august september october november december "
    "januar februar märz april mai juni juli august september oktober november dezember "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)


class Grain(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of days."""

    starts_on: date
    ends_on: date


def month_alone(text: str) -> int | None:
    """The number of a month named without a year (`Jan`, `März`); None for anything else.

    >>> month_alone("Sept."), month_alone("Jan 2026")
    (9, None)
    """
    word = text.strip().rstrip(".").lower()
    if word in MONTHS or word == "sept":
        return MONTHS.index(word[:3]) + 1
    return _FULL_MONTHS.index(word) % 12 + 1 if word in _FULL_MONTHS else None


def grain_of_heading(heading: str) -> Grain | None:
    """The grain a heading names (`Week`, `Semaine`); None where it says nothing."""
    words = set(re.findall(r"[a-zà-ÿ]+", heading.lower()))
    for grain in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DAY):
        if words & set(_WORDS[grain].split("|")):
            return grain
    return None


def grain_of_days(days: Sequence[date]) -> Grain:
    """The grain that the distances between a column's days suggest; DAY where they suggest nothing.

    Three distinct days are the least evidence. A suggestion is asked about, never applied silently.
    """
    distinct = sorted(set(days))
    gaps = {(later - earlier).days for earlier, later in pairwise(distinct)}
    if len(distinct) < 3:
        return Grain.DAY
    if all(gap % 7 == 0 for gap in gaps):
        return Grain.WEEK
    if all(day.day == 1 for day in distinct):
        months = {day.month for day in distinct}
        if months == {1}:
            return Grain.YEAR
        return Grain.QUARTER if months <= {1, 4, 7, 10} else Grain.MONTH
    return Grain.DAY


def parse_span(text: str, order: DateOrder = DateOrder.CERTAIN, *, grain: Grain = Grain.DAY) -> Span | None:
    """The days a cell stands for: `2024-W05`, `Q1 2024`, `Jan 2024`, `2024-01-01 - 2024-01-07`, or a first day.

    A plain day is widened to `grain`. Raises ValueRefused where the cell is no date.
    """
    stripped = re.sub(r"^week of\s+", "", text.strip(), flags=re.IGNORECASE)
    written = _written_span(stripped)
    if written:
        return written
    try:
        day = parse_date(stripped, order)
    except ValueRefused:
        found = _RANGE.fullmatch(stripped)
        ends = [parse_date(part, order) for part in found.groups()] if found else []
        if len(ends) == 2 and ends[0] and ends[1] and ends[0] <= ends[1]:
            return Span(ends[0], ends[1] + timedelta(days=1))
        raise
    return None if day is None else widen(day, grain)


def widen(day: date, grain: Grain) -> Span:
    """The span of `grain` that begins on `day`."""
    if grain is Grain.WEEK:
        return Span(day, day + timedelta(days=7))
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}.get(grain)
    return Span(day, _months_later(day, months) if months else day + timedelta(days=1))


def _written_span(text: str) -> Span | None:
    if found := _ISO_WEEK.fullmatch(text):
        return widen(date.fromisocalendar(int(found[1]), int(found[2]), 1), Grain.WEEK)
    if found := _QUARTER.fullmatch(text):
        year, quarter = int(found[2] or found[3]), int(found[1] or found[4])
        return widen(date(year, 3 * quarter - 2, 1), Grain.QUARTER)
    if (found := _YEAR_MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return widen(date(int(found[1]), int(found[2]), 1), Grain.MONTH)
    if found := _COMPACT_MONTH.fullmatch(text):
        return widen(date(int(found[1]), int(found[2]), 1), Grain.MONTH)
    if (found := _MONTH_YEAR.fullmatch(text)) and (month := month_alone(found[1])):
        return widen(date(int(found[2]), month, 1), Grain.MONTH)
    return None


def _months_later(day: date, months: int) -> date:
    """The same day that many months on; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
