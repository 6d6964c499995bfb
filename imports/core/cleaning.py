"""Clean one cell of a column: the full reading that stands behind the fast paths of the SQL."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from imports.core.currency import currency_of_word
from imports.core.dates import DateOrder, parse_date, parse_instant
from imports.core.grain import Grain, Span, month_alone, parse_span, widen
from imports.core.ids import clean_email, clean_id, company_domain, salesforce_id
from imports.core.numbers import DecimalMark, parse_number
from imports.core.refusals import ValueRefused
from imports.core.target import Kind

YES = frozenset({"true", "1", "yes", "y", "t", "x", "ja", "oui", "sí", "si", "wahr", "vrai"})
NO = frozenset({"false", "0", "no", "n", "f", "nein", "non", "falsch", "faux"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are to be read.

    `parted` is the mark between several ids, of which the first counts; `year` belongs to months that name none, the
    next one to months before `first_month`; `counts_from` is the day that an index of days or weeks counts from;
    `short_years` tells that years have two digits.
    """

    kind: Kind
    mark: DecimalMark = DecimalMark.POINT
    order: DateOrder = DateOrder.CERTAIN
    zone: str = "UTC"
    day_zone: str = "UTC"
    grain: Grain = Grain.DAY
    divide: int = 1
    parted: str = ""
    year: int = 0
    first_month: int = 1
    counts_from: date | None = None
    short_years: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


def cleaned(text: str, reading: Reading) -> str | None:
    """The cell in canonical text (ISO dates, UTC times, plain decimals), None while unknown.

    Raises ValueRefused with the reason.
    """
    return _CLEANERS[reading.kind](text, reading)


def _text(text: str, reading: Reading) -> str | None:
    return text.strip() or None


def _id(text: str, reading: Reading) -> str | None:
    return clean_id(_first(text, reading))


def _first(text: str, reading: Reading) -> str:
    return text.split(reading.parted)[0] if reading.parted else text


def _day(text: str, reading: Reading) -> str | None:
    day = parse_date(text, reading.order)
    return None if day is None else day.isoformat()


def _span(text: str, reading: Reading) -> str | None:
    month = month_alone(text)
    if month and not reading.year:
        raise ValueRefused(f"“{text.strip()[:20]}” names no year: say which one it is of.")
    if month:
        span: Span | None = widen(date(reading.year + (month < reading.first_month), month, 1), Grain.MONTH)
    elif reading.counts_from and text.strip().isdigit():
        step = 7 if reading.grain is Grain.WEEK else 1
        span = widen(reading.counts_from + timedelta(days=step * int(text)), reading.grain)
    else:
        span = parse_span(text, reading.order, grain=reading.grain)
    return None if span is None else f"{span.starts_on}/{span.ends_on}"


def _instant(text: str, reading: Reading) -> str | None:
    """A day without a clock is the company's day; a clock without a zone is the source's."""
    zone: tzinfo = ZoneInfo(reading.zone if ":" in text else reading.day_zone)
    moment: datetime | None = parse_instant(text, reading.order, zone=zone)
    return None if moment is None else moment.replace(tzinfo=None).isoformat(sep=" ")


def _number(text: str, reading: Reading) -> str | None:
    number = parse_number(text, reading.mark)
    return None if number is None or number.bound else f"{number.value / reading.divide:f}"


def _count(text: str, reading: Reading) -> str | None:
    number = parse_number(text, reading.mark)
    if number is None or number.bound:
        return None
    if number.value != number.value.to_integral_value():
        raise ValueRefused(f"“{text.strip()[:40]}” is not a whole number.")
    return f"{number.value.to_integral_value():f}"


def _flag(text: str, reading: Reading) -> str | None:
    word = text.strip().lower()
    if word in YES or word in NO:
        return "true" if word in YES else "false"
    raise ValueRefused(f"“{text.strip()[:40]}” is neither yes nor no.")


def _currency(text: str, reading: Reading) -> str | None:
    code = currency_of_word(text)
    if code is None:
        raise ValueRefused(f"“{text.strip()[:20]}” is not a three-letter currency code.")
    return code


def _choice(text: str, reading: Reading) -> str | None:
    word = text.strip().lower()
    if word in reading.choices:
        return reading.choices[word]
    if word in reading.choices.values():
        return word
    if "*" in reading.choices:
        return reading.choices["*"]
    known = ", ".join(sorted(set(reading.choices.values())))
    raise ValueRefused(f"“{text.strip()[:40]}” is not one of: {known}.")


def _attributes(text: str, reading: Reading) -> str | None:
    """Free names and values as JSON, such as {"plan": "Gold"}."""
    if not text.strip():
        return None
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise ValueRefused('This is not a set of names and values, such as {"plan": "Gold"}.')
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


_CLEANERS: Mapping[Kind, Callable[[str, Reading], str | None]] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.SALESFORCE_ID: lambda text, reading: salesforce_id(_first(text, reading)),
    Kind.EMAIL: lambda text, reading: clean_email(text),
    Kind.DOMAIN: lambda text, reading: company_domain(text),
    Kind.DAY: _day,
    Kind.SPAN: _span,
    Kind.INSTANT: _instant,
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.FLAG: _flag,
    Kind.CURRENCY: _currency,
    Kind.CHOICE: _choice,
    Kind.ATTRIBUTES: _attributes,
}
