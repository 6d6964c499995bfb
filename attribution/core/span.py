"""Intervals of credit in a part of the months, from standard errors of cells and the bootstrap over all months."""

import math
from dataclasses import dataclass

FEWEST_MILESTONES = 30


@dataclass(frozen=True, slots=True)
class Spread:
    """What is known of a group's error: sums of squared standard errors of its cells, here and over all months.

    `low` and `high` are the bootstrap's 90 % interval over all months, None where it has none; `whole` its credit.
    """

    here: float
    everywhere: float
    whole: float = 0.0
    low: float | None = None
    high: float | None = None


def interval(amount: float, spread: Spread) -> tuple[float, float] | None:
    """The 90 % interval around a group's credit in some months; None without a bootstrap.

    Cells of one group are not independent: a journey may touch two of its campaigns. How much wider that makes the
    whole, the bootstrap knows; its distances to both ends are shrunk by the share of the variance that lies here. Over
    all months the result is the bootstrap's own interval.

    >>> interval(50.0, Spread(here=4.0, everywhere=16.0, whole=100.0, low=90.0, high=112.0))
    (45.0, 56.0)
    """
    if spread.low is None or spread.high is None:
        return None
    if spread.everywhere <= 0:
        return None if spread.high > spread.low else (amount, amount)
    part = math.sqrt(min(spread.here / spread.everywhere, 1.0))
    return amount - part * (spread.whole - spread.low), amount + part * (spread.high - spread.whole)
