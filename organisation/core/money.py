"""Money that sums to the cent."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def shares_to_cents(total: Decimal, weights: Sequence[float | Decimal | Fraction]) -> list[Decimal]:
    """Split `total` in proportion to `weights`, in cents, so that the parts sum to the total exactly.

    Largest remainder; of equal remainders the earlier part gets the cent. Weights are not negative and not all zero.

    >>> shares_to_cents(Decimal("100.00"), [1, 1, 1])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    exact_weights = [Fraction(weight) for weight in weights]
    whole = sum(exact_weights)
    if whole <= 0 or any(weight < 0 for weight in exact_weights):
        raise ValueError("Weights must not be negative and must not all be zero.")
    cents = int((total / CENT).to_integral_value())
    sign, cents = (-1, -cents) if cents < 0 else (1, cents)
    exact = [weight * cents / whole for weight in exact_weights]
    floors = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for index in by_remainder[: cents - sum(floors)]:
        floors[index] += 1
    return [sign * part * CENT for part in floors]


def convert(amount: Decimal, *, rate: Decimal) -> Decimal:
    """The amount in the reporting currency, to the cent; `rate` is reporting units for one unit of the amount's."""
    return (amount * rate).quantize(CENT) if amount >= 0 else -((-amount * rate).quantize(CENT))
