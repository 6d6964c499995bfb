"""Touches put in the order of their journeys, whatever order they come in."""

import numpy as np

from attribution.core.transitions import Ints

# Bits of a whole number that is no less than zero.
BITS = 63


def in_order(journey: Ints, age: Ints, rank: Ints, touch: Ints) -> Ints:
    """Places of the touches: by journey, the oldest first, of equal ages by source rank, then by touch id.

    Journey and age are sorted as one number; few touches share both, and these alone are looked at again.
    """
    key = _joined(journey, age)
    if key is None:
        return np.lexsort((touch, rank, -age, journey))
    order = np.argsort(key)
    key = key[order]
    same = np.flatnonzero(key[1:] == key[:-1])
    if len(same):
        tied = np.unique(np.concatenate([same, same + 1]))
        rows = order[tied]
        order[tied] = rows[np.lexsort((touch[rows], rank[rows], key[tied]))]
    return order


def _joined(journey: Ints, age: Ints) -> Ints | None:
    """One number that sorts by journey, then from old to young; None where there are not bits enough."""
    if not len(journey):
        return journey
    least, oldest = int(journey.min()), int(age.max())
    width = (oldest - int(age.min())).bit_length()
    if (int(journey.max()) - least).bit_length() + width > BITS:
        return None
    return ((journey - least) << width) | (oldest - age)
