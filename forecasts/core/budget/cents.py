"""A plan in whole cents that still adds up to its budget."""

import numpy as np

from forecasts.core.arrays import Floats, Whole


def to_cents(plan: Floats, *, total: float | None = None) -> Whole:
    """Round by largest remainder; `total` is the sum to keep, by default that of the plan."""
    exact = np.maximum(np.asarray(plan, float), 0) * 100
    whole: Whole = np.floor(exact + 1e-7).astype(np.int64)
    goal = round(100 * float(np.sum(plan) if total is None else total))
    missing = goal - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    if missing < 0:
        order = order[::-1][whole[order[::-1]] > 0]
    if order.size:
        turns, rest = divmod(abs(missing), order.size)
        whole[order] += np.sign(missing) * turns
        whole[order[:rest]] += np.sign(missing)
    return whole
