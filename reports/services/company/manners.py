"""How the company's people promise: some as the model says, some too sure, some too careful."""

from collections.abc import Mapping
from dataclasses import dataclass

from forecasts.core.interval import Interval


@dataclass(frozen=True, slots=True)
class Manner:
    """So much above what the model says, with a range so many times as wide."""

    above: float
    width: float


MANNERS = (Manner(0.0, 1.0), Manner(0.05, 0.55), Manner(0.0, 1.4), Manner(-0.02, 0.9))


def manner_of(person: int, places: Mapping[int, int]) -> Manner:
    """`places` numbers the people."""
    return MANNERS[places[person] % len(MANNERS)]


def own_range(band: Interval, manner: Manner) -> Interval:
    """The range that somebody of this manner signs beside the model's."""
    middle = band.median * (1 + manner.above)
    low, high = (middle + (edge - band.median) * manner.width for edge in (band.low, band.high))
    return Interval(min(low, middle), middle, max(high, middle))
