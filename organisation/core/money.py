"""Money that sums to the cent."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

CENT = Decimal("0.01")


def shares_to_cents(total: Decimal, weights: Sequence[float | Decimal | Fraction]) -> list[Decimal]:
    """Split `total` in proportion to `weights`, in cents, so that the parts sum to the total exactly.

    Largest remainder; of equal remainders the earlier part gets the cent. Weights are not negative and not all zero.

    >>> shares_to_cents(Decimal("100.00"), [1, 1, 1])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    exact = [Fraction(weight) for weight in weights]
    common = lcm(*(weight.denominator for weight in exact))
    units = [weight.numerator * (common // weight.denominator) for weight in exact]
    whole = sum(units)
    if whole <= 0 or min(units) < 0:
        raise ValueError("Weights must not be negative and must not all be zero.")
    cents = int((total / CENT).to_integral_value())
    sign, cents = (-1, -cents) if cents < 0 else (1, cents)
    floors = [unit * cents // whole for unit in units]
    by_remainder = sorted(range(len(units)), key=lambda i: (-(units[i] * cents % whole), i))
    for index in by_remainder[: cents - sum(floors)]:
        floors[index] += 1
    return [sign * part * CENT for part in floors]


def convert(amount: Decimal, *, rate: Decimal) -> Decimal:
    """The amount in the reporting currency, to the cent; `rate` is reporting units for one unit of the amount's."""
    return (amount * rate).quantize(CENT) if amount >= 0 else -((-amount * rate).quantize(CENT))
