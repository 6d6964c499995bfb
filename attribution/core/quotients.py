"""Return on money: ratios that keep their numerator and denominator, with bounds, or the reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal

NO_COST = "The cost is zero, so there is nothing to set the credit against."
NO_CREDIT = "No milestone is credited, so nothing can be divided by it."
DIGITS = Decimal("0.0001")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the bounds of its 90 % interval; without bounds there are too few units for one."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quotient:
    """`value` is None exactly where there is a `reason`; a bound is None where it is not known or not finite."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    reason: str = ""


def return_on(value: Amount, cost: Decimal | None, *, reason: str = "") -> Quotient:
    """(value - cost) / cost.

    >>> return_on(Amount(Decimal(150)), Decimal(100)).value
    Decimal('0.5000')
    """
    if not cost:
        return Quotient(None, cost, None, reason=reason or NO_COST)
    gained, low, high = (None if part is None else part - cost for part in (value.value, value.low, value.high))
    return Quotient(gained, cost, _over(gained, cost), _over(low, cost), _over(high, cost))


def value_per_cost(value: Amount, cost: Decimal | None, *, reason: str = "") -> Quotient:
    """value / cost."""
    if not cost:
        return Quotient(value.value, cost, None, reason=reason or NO_COST)
    return Quotient(value.value, cost, _over(value.value, cost), _over(value.low, cost), _over(value.high, cost))


def cost_each(cost: Decimal | None, conversions: Amount, *, reason: str = "") -> Quotient:
    """cost / conversions, in money to the cent; without an upper bound where there may be no conversion at all."""
    count = conversions.value
    if cost is None or count <= 0:
        return Quotient(cost, count, None, reason=(reason if cost is None else "") or NO_CREDIT)
    each = [
        (cost / bound).quantize(CENT) if bound is not None and bound > 0 else None
        for bound in (count, conversions.high, conversions.low)
    ]
    return Quotient(cost, count, each[0], each[1], each[2])


def _over(part: Decimal | None, whole: Decimal) -> Decimal | None:
    return None if part is None else (part / whole).quantize(DIGITS)
