"""Roll-up: from key results to their objective, as a weighted mean or as a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import fsum

from okrs.core.progress import clamp, progress
from okrs.core.status import Status, worst


class RollUpMode(StrEnum):
    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Part:
    """One key result, or one objective below, as its objective sees it. Supporting parts are shown, never counted."""

    weight: float
    progress: float | None
    status: Status
    contributing: bool = True


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Progress between 0 and 1 (None: no data), the worst status, and over how many parts of how many."""

    progress: float | None
    status: Status
    with_data: int
    counted: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """Baseline, target and current of one part whose unit adds up (money, counts)."""

    baseline: Decimal
    target: Decimal
    current: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum over parts. A part without data counts at its baseline and is told in `missing`."""

    baseline: Decimal
    target: Decimal
    current: Decimal | None
    missing: int

    @property
    def progress(self) -> float | None:
        if self.baseline == self.target:
            return None
        return progress(baseline=self.baseline, target=self.target, current=self.current)


def roll_up(parts: Sequence[Part]) -> RolledUp:
    """Weighted mean of clamped progress over parts with data, and the worst status of those that weigh something.

    Weights of 0 are allowed; when all that have data weigh 0, the mean is unweighted. Dropped parts do not count.
    """
    counted = [part for part in parts if part.contributing and part.status is not Status.DROPPED]
    weighing = [part for part in counted if part.weight > 0] or counted
    known = [(part.weight, clamp(part.progress)) for part in counted if part.progress is not None]
    return RolledUp(
        progress=_mean(known),
        status=worst(part.status for part in weighing),
        with_data=len(known),
        counted=len(counted),
    )


def total(parts: Sequence[Amounts]) -> Total:
    """Sum of currents against the sum of targets; no current while no part has one."""
    known = [part.current for part in parts if part.current is not None]
    unknown = [part.baseline for part in parts if part.current is None]
    return Total(
        baseline=sum((part.baseline for part in parts), Decimal(0)),
        target=sum((part.target for part in parts), Decimal(0)),
        current=sum([*known, *unknown], Decimal(0)) if known else None,
        missing=len(unknown),
    )


def implied_weights(parts: Sequence[Amounts]) -> list[float]:
    """Share of each part in the summed target; equal shares when that sum is 0, nothing for nothing."""
    whole = sum((part.target for part in parts), Decimal(0))
    if whole == 0:
        return [1 / len(parts) for _ in parts]
    return [float(part.target / whole) for part in parts]


def _mean(weighted: Sequence[tuple[float, float]]) -> float | None:
    if not weighted:
        return None
    weight = fsum(weight for weight, _ in weighted)
    if weight == 0:
        return fsum(value for _, value in weighted) / len(weighted)
    return fsum(weight * value for weight, value in weighted) / weight
