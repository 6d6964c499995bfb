"""How readings of one measure become one value: flows add up, levels replace, ratios keep both their parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    FLOW = "flow"
    LEVEL = "level"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one day or period; a ratio carries its parts and leaves `value` empty."""

    day: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def combine(measure: Measure, readings: Sequence[Reading]) -> Decimal | None:
    """One value for all readings; None while nothing is known.

    A ratio is the sum of numerators over the sum of denominators, never a mean of ratios, and None when that
    denominator is 0. Readings of a ratio without both parts are left out.
    """
    match measure:
        case Measure.FLOW:
            amounts = [reading.value for reading in readings if reading.value is not None]
            return sum(amounts, Decimal(0)) if amounts else None
        case Measure.LEVEL:
            known = [reading for reading in readings if reading.value is not None]
            return max(known, key=lambda reading: reading.day).value if known else None
        case Measure.RATIO:
            return _ratio(readings)


def _ratio(readings: Sequence[Reading]) -> Decimal | None:
    parts = [(r.numerator, r.denominator) for r in readings if r.numerator is not None and r.denominator is not None]
    below = sum((denominator for _, denominator in parts if denominator is not None), Decimal(0))
    if below == 0:
        return None
    return sum((numerator for numerator, _ in parts if numerator is not None), Decimal(0)) / below
