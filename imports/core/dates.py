"""Dates and instants as exports write them. The order of day and month belongs to a column, never to one cell."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from imports.core.numbers import UNKNOWN_WORDS
from imports.core.refusals import ValueRefused

PIVOT = 70  # two-digit years: 00-69 are 2000-2069, 70-99 are 1970-1999
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {name: n for n, name in enumerate(MONTHS, start=1)}
_EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)

_CLOCK = r"(?:[T ,]+(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?\s*(?P<ap>[AaPp]\.?[Mm]\.?)?)?"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_ZONE = r"\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_CLOCK}{_ZONE}")
_COMPACT = re.compile(rf"(?P<y>(?:19|20)\d{{2}})(?P<m>\d{{2}})(?P<d>\d{{2}}){_CLOCK}{_ZONE}")
_TWO_WAYS = re.compile(rf"(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}")
_MONTH_FIRST = re.compile(rf"{_NAME}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_CLOCK}{_ZONE}")
_DAY_FIRST = re.compile(rf"(?P<d>\d{{1,2}})\.?[- ]{_NAME}[- ](?P<y>\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}")
_NAMED = (_YEAR_FIRST, _COMPACT, _MONTH_FIRST, _DAY_FIRST)
_EPOCH = re.compile(r"\d{13}|\d{16}")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")


class DateOrder(StrEnum):
    """What the two short numbers of a column's dates mean; UNDECIDED means that the user has to say."""

    CERTAIN = "certain"
    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"
    YEAR_FIRST = "year first"
    EXCEL_SERIAL = "excel serial"
    UNDECIDED = "undecided"


def date_order(values: Iterable[str]) -> DateOrder:
    """Decide from all cells of one column: a number above 12 settles the order, contradictions do not.

    CERTAIN where no cell needs an order (ISO, month names); Excel serials only where every cell is one. `24-01-15` may
    begin with its year: where first numbers vary less than last ones, that is left open.
    """
    values = list(values)
    month_first = day_first = doubtful = False
    serials = filled = 0
    for value in values:
        text = value.strip()
        if text.lower() in UNKNOWN_WORDS:
            continue
        filled += 1
        serials += bool(_SERIAL.fullmatch(text))
        found = _TWO_WAYS.fullmatch(text)
        if not found:
            continue
        a, b = int(found["a"]), int(found["b"])
        if a != b:
            day_first |= a > 12
            month_first |= b > 12
            doubtful |= a <= 12 and b <= 12
    if filled and serials == filled:
        return DateOrder.EXCEL_SERIAL
    if (month_first and day_first) or (day_first and _may_begin_with_year(values)):
        return DateOrder.UNDECIDED
    if month_first or day_first:
        return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST
    return DateOrder.UNDECIDED if doubtful else DateOrder.CERTAIN


def has_short_year(text: str) -> bool:
    """Whether a date is written with a year of two digits."""
    found = _TWO_WAYS.fullmatch(text.strip())
    return bool(found and len(found["y"]) == 2)


def _may_begin_with_year(values: Iterable[str]) -> bool:
    found = [match for value in values if (match := _TWO_WAYS.fullmatch(value.strip()))]
    firsts, lasts = {match["a"] for match in found}, {match["y"] for match in found}
    return len(firsts) < len(lasts) and all(len(last) == 2 and 1 <= int(last) <= 31 for last in lasts)


def parse_date(text: str, order: DateOrder = DateOrder.CERTAIN) -> date | None:
    """The calendar day a cell names, in the zone the report was made in; None while unknown."""
    read = _read(text, order)
    return None if read is None else read[0].date()


def parse_instant(text: str, order: DateOrder = DateOrder.CERTAIN, *, zone: tzinfo) -> datetime | None:
    """The moment a cell names, in UTC; `zone` is the source's and is used where the cell names none."""
    read = _read(text, order)
    if read is None:
        return None
    moment, own_zone = read
    return moment.replace(tzinfo=own_zone or zone).astimezone(UTC)


def _read(text: str, order: DateOrder) -> tuple[datetime, tzinfo | None] | None:
    stripped = text.strip()
    if stripped.lower() in UNKNOWN_WORDS:
        return None
    try:
        return _read_filled(stripped, order)
    except (ValueError, OverflowError):
        raise ValueRefused(f"“{stripped[:40]}” is not a date.") from None


def _read_filled(text: str, order: DateOrder) -> tuple[datetime, tzinfo | None]:
    if order is DateOrder.EXCEL_SERIAL and _SERIAL.fullmatch(text):
        return (_EXCEL_EPOCH + timedelta(days=float(text))).replace(tzinfo=None), None
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1e3 if len(text) == 13 else 1e6)
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), UTC
    for pattern in _NAMED:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = int(parts["m"]) if parts.get("m") else _NUMBERS[parts["name"][:3].lower()]
            return _moment(parts, month=month, day=int(parts["d"]))
    if found := _TWO_WAYS.fullmatch(text):
        parts = found.groupdict()
        if order is DateOrder.YEAR_FIRST and len(parts["y"]) == 2:
            return _moment({**parts, "y": parts["a"]}, month=int(parts["b"]), day=int(parts["y"]))
        month, day = _month_and_day(int(parts["a"]), int(parts["b"]), order, text)
        return _moment(parts, month=month, day=day)
    raise ValueError(text)


def _month_and_day(a: int, b: int, order: DateOrder, text: str) -> tuple[int, int]:
    if order is DateOrder.MONTH_FIRST or (a == b):
        return a, b
    if order is DateOrder.DAY_FIRST:
        return b, a
    raise ValueRefused(f"“{text}” can be read in two ways: say whether the day or the month comes first.")


def _moment(parts: dict[str, str | None], *, month: int, day: int) -> tuple[datetime, tzinfo | None]:
    year = int(parts["y"] or 0)
    if year < 100:
        year += 2000 if year < PIVOT else 1900
    hour = int(parts["h"] or 0)
    if half := (parts["ap"] or "").replace(".", "").lower():
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "pm" else 0)
    micro = int((parts["f"] or "0")[:6].ljust(6, "0"))
    clock = time(hour, int(parts["mi"] or 0), int(parts["s"] or 0), micro)
    return datetime.combine(date(year, month, day), clock), _zone(parts["z"])


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "").ljust(4, "0")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
