"""What the replicates say: intervals of credit and share, chance of a rank, chance that one beats another."""

from dataclasses import dataclass

import numpy as np

from attribution.core.transitions import Floats

LEVEL = 0.90
# With fewer converting units than this an interval would pretend to know more than the data do.
FEWEST_UNITS = 30


@dataclass(frozen=True, slots=True)
class Band:
    """Bounds of the middle 90 % of the replicates, one per group."""

    low: Floats
    high: Floats


def interval(replicates: Floats, *, level: float = LEVEL) -> Band:
    """Percentile interval of a matrix replicates x groups."""
    low, high = np.quantile(replicates, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Band(low=low, high=high)


def shares(replicates: Floats) -> Floats:
    """Each replicate's credits as shares of its own sum; 0 where a replicate has no credit at all."""
    whole = replicates.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(replicates, whole, out=np.zeros_like(replicates), where=whole != 0), dtype=np.float64)


def rank_chances(replicates: Floats) -> Floats:
    """Matrix groups x groups: chance that group g is among the best k + 1; ties share their places by position."""
    order = np.argsort(-replicates, axis=1, kind="stable")
    count = replicates.shape[1]
    at = np.zeros((count, count))
    for place in range(count):
        at[:, place] = np.bincount(order[:, place], minlength=count)
    return np.cumsum(at, axis=1) / max(len(replicates), 1)


def beats(replicates: Floats) -> Floats:
    """Matrix groups x groups: chance that the row's credit is above the column's; a tie counts half."""
    count = replicates.shape[1]
    result = np.empty((count, count))
    for group in range(count):
        mine = replicates[:, [group]]
        result[group] = (mine > replicates).mean(axis=0) + 0.5 * (mine == replicates).mean(axis=0)
    return result
