"""Numbers as people type them, with or without their unit: "5,000 leads", "12.5 %", "€ 1 200"."""

import re
from decimal import Decimal

SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "percent": "%", "per cent": "%", "pts": "points", "pt": "points"}
NUMBER = re.compile(r"[-+−]?\d[\d,  \u202f']*(?:\.\d+)?|[-+−]?\.\d+")
GROUPED = re.compile(r"\d{1,3}(?:[,  \u202f']\d{3})*|\d+")


class BadQuantity(ValueError):
    """What was typed is not a number, or is in another unit."""


def read_quantity(text: str, *, unit: str = "") -> Decimal:
    """The number typed, whose unit, where one is typed, has to be `unit`.

    >>> read_quantity("5,000 leads", unit="leads")
    Decimal('5000')
    >>> read_quantity("12.5%", unit="%")
    Decimal('12.5')
    """
    found = NUMBER.search(text)
    if found is None:
        raise BadQuantity(f"“{text.strip()}” is not a number. Write one such as 5,000 or 12.5.")
    digits = found.group().strip().replace("−", "-").lstrip("+")
    whole = digits.lstrip("-").split(".")[0]
    if whole and not GROUPED.fullmatch(whole):
        raise BadQuantity(f"“{digits}” groups its digits oddly. Write 5000 or 5,000, and decimals after a point.")
    typed = (text[: found.start()] + text[found.end() :]).strip()
    if typed and _plain(typed) != _plain(unit):
        raise BadQuantity(_other_unit(typed, unit))
    return Decimal(re.sub(r"[,  \u202f']", "", digits))


def same_unit(one: str, other: str) -> bool:
    """Whether two spellings mean one unit: €, EUR and eur; % and percent."""
    return _plain(one) == _plain(other)


def _plain(unit: str) -> str:
    unit = " ".join(unit.casefold().split())
    return SYMBOLS.get(unit, unit).casefold()


def _other_unit(typed: str, unit: str) -> str:
    if not unit:
        return f"“{typed}” is a unit, but this key result has none. Write the number alone, or set the unit first."
    return f"This key result is in {unit}, but “{typed}” was typed. Convert the value to {unit}."
