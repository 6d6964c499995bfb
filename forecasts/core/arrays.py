"""Names for the arrays that this room passes around, and the interval that every number carries."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Median and the two ends of a central range, in the unit of the draws."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, draws: Floats, *, level: float = 0.8) -> Self:
        """Central range of `draws` (any shape) that claims to hold `level` of the outcomes."""
        edge = (1 - level) / 2
        low, median, high = np.quantile(draws, [edge, 0.5, 1 - edge])
        return cls(float(low), float(median), float(high))

    def holds(self, value: float) -> bool:
        """Whether `value` lies inside; both ends belong to the range."""
        return self.low <= value <= self.high
