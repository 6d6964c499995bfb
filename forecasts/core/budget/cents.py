"""A plan in whole cents that still adds up to its budget."""

from decimal import Decimal

import numpy as np

from forecasts.core.arrays import Floats, Whole
from organisation.core.money import CENT, shares_to_cents


def to_cents(plan: Floats, *, total: float | None = None) -> Whole:
    """Cents per channel by largest remainder; `total` is the sum to keep, by default that of the plan."""
    amounts = [max(float(amount), 0.0) for amount in plan]
    whole = round(100 * (sum(amounts) if total is None else total))
    if not whole:
        return np.zeros(len(amounts), dtype=np.int64)
    return np.array([int(part / CENT) for part in shares_to_cents(Decimal(whole) * CENT, amounts)], dtype=np.int64)
