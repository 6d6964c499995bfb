"""Numbers as people and vendors write them. The decimal mark belongs to a file, never to one cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from imports.core.currency import CODES, SHARED_SYMBOLS, SYMBOLS
from imports.core.refusals import ValueRefused

UNKNOWN_WORDS = frozenset({"", "-", "--", "–", "—", "n/a", "na", "#n/a", "null", "none", "tbc", "tba", "tbd", "?"})
_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f]")
_CODES = re.compile(rf"^(?:{'|'.join(sorted(CODES))})|(?:{'|'.join(sorted(CODES))})$")
_MARKS = sorted((*SYMBOLS, *SHARED_SYMBOLS), key=len, reverse=True)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_SCALES = {"k": Decimal(1000), "m": Decimal(1_000_000)}
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]*)?"),
    ",": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?"),
}


class DecimalMark(StrEnum):
    """How the cells of one file write decimals; UNDECIDED means that the user has to say."""

    POINT = "."
    COMMA = ","
    UNDECIDED = "?"


class Bound(StrEnum):
    """The vendor says only that the value is below or above the number."""

    BELOW = "<"
    ABOVE = ">"


@dataclass(frozen=True, slots=True)
class Number:
    """A value as written: 12.91 % is Decimal("0.1291") with is_share."""

    value: Decimal
    is_share: bool = False
    bound: Bound | None = None


def decimal_mark(values: Iterable[str]) -> DecimalMark:
    """Decide from all number cells of a file (or of a column, where a file mixes).

    A cell with both marks, with a repeated mark, or with a lone mark not before exactly three digits is evidence;
    `1,234` alone is not. Without any mark the point is taken; with contradicting or only doubtful cells: UNDECIDED.
    """
    point = comma = doubtful = False
    for value in values:
        evidence = _evidence(_bare(value))
        point |= evidence == "."
        comma |= evidence == ","
        doubtful |= evidence == "?"
    if point and comma:
        return DecimalMark.UNDECIDED
    if comma:
        return DecimalMark.COMMA
    return DecimalMark.POINT if point or not doubtful else DecimalMark.UNDECIDED


def plain_number(text: str) -> str:
    """A number that a program wrote, so that it reads in only one way: three decimals get a fourth.

    >>> plain_number("1.234")
    '1.2340'
    """
    _, point, decimals = text.partition(".")
    return text + "0" if point and len(decimals) == 3 and decimals.isdigit() else text


def parse_number(text: str, mark: DecimalMark = DecimalMark.POINT) -> Number | None:
    """Read one cell; None while it is unknown (blank, dash, n/a). Raises ValueRefused if it is no number.

    >>> parse_number("(1.200,50) €", DecimalMark.COMMA)
    Number(value=Decimal('-1200.50'), is_share=False, bound=None)
    """
    if text.strip().lower() in UNKNOWN_WORDS:
        return None
    bare = _bare(text)
    bound = Bound(bare[0]) if bare[:1] in ("<", ">") else None
    bare = _unmarked(bare[1:] if bound else bare)
    negative = bare.startswith(("-", "−")) or bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = _unmarked(bare.strip("+-−()"))
    is_share = bare.endswith("%")
    bare = bare.rstrip("%")
    scale = _SCALES.get(bare[-1:].lower(), Decimal(1))
    digits = _ungrouped(bare[:-1] if scale != 1 else bare, mark)
    if digits is None:
        raise ValueRefused(f"“{text.strip()[:40]}” is not a number.")
    value = Decimal(digits) * scale
    value = value / 100 if is_share else value
    return Number(value=-value if negative and value else value, is_share=is_share, bound=bound)


def _ungrouped(bare: str, mark: DecimalMark) -> str | None:
    """Digits with a point for the decimals, or None where the text does not fit the file's mark."""
    bare = bare.replace("'", "").replace("’", "")
    if mark is DecimalMark.UNDECIDED and ("," in bare or "." in bare):
        raise ValueRefused(f"“{bare[:40]}” can be read in two ways: say whether the file writes 1,234.5 or 1.234,5.")
    decimals = "," if mark is DecimalMark.COMMA else "."
    grouping = "." if decimals == "," else ","
    if grouping in bare:
        if not _GROUPED[decimals].fullmatch(bare):
            return None
        bare = bare.replace(grouping, "")
    bare = bare.replace(",", ".").removesuffix(".")
    return bare if _PLAIN.fullmatch(bare) else None


def _bare(text: str) -> str:
    return _SPACES.sub("", text)


def _unmarked(bare: str) -> str:
    """Without currency codes and symbols on either side."""
    bare = _CODES.sub("", bare)
    for mark in _MARKS:
        if mark in bare:
            return bare.replace(mark, "", 1)
    return bare


def _evidence(bare: str) -> str | None:
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        return "." if bare.rfind(".") > bare.rfind(",") else ","
    if not points and not commas:
        return None
    used, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return other
    before, after = bare.split(used)
    digits_before = re.sub(r"[^0-9]", "", before)
    three_after = re.fullmatch(r"[0-9]{3}[^0-9]*", after)
    if not three_after or digits_before in ("", "0") or len(digits_before) > 3:
        return used
    return "?"
