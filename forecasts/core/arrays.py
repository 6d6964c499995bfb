"""Names for the arrays that this room passes around, and the interval that every number carries."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from forecasts.core.interval import Interval

__all__ = ["Flags", "Floats", "Interval", "Whole", "quantiles"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


def quantiles(draws: Floats, shares: Sequence[float] | Floats) -> Floats:
    """Quantiles of `draws` (any shape) by linear interpolation; one sort is cheaper than a partition per share."""
    ordered = np.sort(draws, axis=None)
    place = np.asarray(shares) * (ordered.size - 1)
    below = place.astype(int)
    above = np.minimum(below + 1, ordered.size - 1)
    found: Floats = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    return found
