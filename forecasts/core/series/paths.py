"""Simulated futures of one series, and what they are built on."""

from dataclasses import dataclass, field
from enum import StrEnum

from forecasts.core.arrays import Floats, Interval


class Basis(StrEnum):
    """Which method drew the paths."""

    SMOOTHING = "smoothing"
    NAIVE = "naive"
    COUNTS = "counts"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Paths:
    """`values` has one row per simulated path and one column per future step, in the unit of the series."""

    values: Floats
    basis: Basis
    built_on: str
    sums: Floats = field(init=False, repr=False, compare=False)
    """What each path has added up to after each step."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sums", self.values.cumsum(axis=1))

    @property
    def horizon(self) -> int:
        """Number of future steps."""
        return int(self.values.shape[1])

    def total(self) -> Floats:
        """Sum over the horizon, one number per path: what a flow adds up to."""
        return self.sums[:, -1]

    def steps(self, *, level: float = 0.8) -> list[Interval]:
        """One range per future step."""
        return [Interval.of(column, level=level) for column in self.values.T]
