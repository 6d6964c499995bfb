"""The interval that every number carries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from forecasts.core.arrays import Floats


@dataclass(frozen=True, slots=True)
class Interval:
    """Median and the two ends of a central range, in the unit of the draws."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, draws: "Floats", *, level: float = 0.8) -> Self:
        """Central range of `draws` (any shape) that claims to hold `level` of the outcomes."""
        from forecasts.core.arrays import quantiles  # pages hold intervals too, and load no arrays for it

        edge = (1 - level) / 2
        low, median, high = quantiles(draws, [edge, 0.5, 1 - edge]).tolist()
        return cls(low, median, high)

    def holds(self, value: float) -> bool:
        """Whether `value` lies inside; both ends belong to the range."""
        return self.low <= value <= self.high
