"""Parts rounded so that they sum to the whole: largest remainder, with ties broken by position."""

import numpy as np
from numpy.typing import NDArray

# Remainders are compared on this grid, so that the last bits of a float sum never decide who gets a cent.
GRID = 6


def rounded_parts(parts: NDArray[np.float64], *, whole: int) -> NDArray[np.int64]:
    """Whole numbers near `parts` that sum to `whole`; the steps go to the largest remainders, first ones first.

    `parts` should sum to about `whole`; when they do not (every weight zero, or a foreign total) the difference is
    spread evenly before single steps are handed out.

    >>> rounded_parts(np.array([33.4, 33.4, 33.2]), whole=100).tolist()
    [34, 33, 33]
    """
    if len(parts) == 0:
        if whole:
            raise ValueError("There is nothing to give the total to.")
        return np.zeros(0, dtype=np.int64)
    exact = np.round(parts, GRID)
    floor = np.floor(exact)
    result = floor.astype(np.int64)
    missing = whole - int(result.sum())
    each, single = divmod(missing, len(parts))
    result += each
    order = np.lexsort((np.arange(len(parts)), -np.round(exact - floor, GRID)))
    result[order[:single]] += 1
    return result
