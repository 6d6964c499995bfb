"""What a subject is meant to reach, and by when."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasts.core.ahead.known import Kind
from forecasts.core.arrays import Flags, Floats


@dataclass(frozen=True, slots=True)
class Goal:
    """The value on the last day before `ends_on` is meant to be `at_least`, `at_most`, or between both.

    `scale` turns a quotient into the unit of the goal (100 for percent); `whole` is what all of something is in that
    unit, where it is a share: a series that was never above it stays below.
    `is_cumulative`: the value of a flow is its sum since the window began, not the sum of one step.
    """

    kind: Kind
    starts_on: date
    ends_on: date
    at_least: float | None = None
    at_most: float | None = None
    scale: float = 1.0
    whole: float | None = None
    is_cumulative: bool = True

    @property
    def target(self) -> float | None:
        """The edge that is aimed at; None where there is none."""
        return self.at_most if self.at_least is None else self.at_least

    def reached(self, ends: Floats) -> Flags | None:
        """By path, whether the end is where it should be; None without a goal."""
        if self.target is None:
            return None
        low, high = self._edges()
        reached: Flags = (ends >= low) & (ends <= high)
        return reached

    def is_reached_by(self, value: float) -> bool:
        """Whether one value is where the end should be."""
        low, high = self._edges()
        return self.target is not None and low <= value <= high

    def _edges(self) -> tuple[float, float]:
        return (
            -np.inf if self.at_least is None else self.at_least,
            np.inf if self.at_most is None else self.at_most,
        )
