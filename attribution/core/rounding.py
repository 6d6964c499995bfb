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
    return rounded_in_groups(parts, np.zeros(len(parts), dtype=np.int64), wholes=np.array([whole]))


def rounded_in_groups(
    parts: NDArray[np.float64], group: NDArray[np.int64], *, wholes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """As `rounded_parts` inside every group: `group` numbers the group of each part, `wholes` has a total for each.

    >>> rounded_in_groups(np.array([0.5, 2.0, 0.5]), np.array([0, 1, 0]), wholes=np.array([1, 3])).tolist()
    [1, 3, 0]
    """
    exact = np.round(parts, GRID)
    floor = np.floor(exact)
    result = floor.astype(np.int64)
    sizes = np.bincount(group, minlength=len(wholes))
    given = np.zeros(len(wholes), dtype=np.int64)
    np.add.at(given, group, result)
    each, single = np.divmod(wholes - given, np.maximum(sizes, 1))
    result += each[group]
    places = np.arange(len(parts))
    order = np.lexsort((places, -np.round(exact - floor, GRID), group))
    rank = places - (np.cumsum(sizes) - sizes)[group[order]]
    result[order[rank < single[group[order]]]] += 1
    return result
