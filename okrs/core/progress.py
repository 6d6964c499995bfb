"""Progress of key results: how much of the way from baseline to target lies behind us."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Value = Decimal | float


class Kind(StrEnum):
    """What a key result asks for."""

    INCREASE = "increase"
    DECREASE = "decrease"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WITHIN = "within"
    MILESTONE = "milestone"
    BASELINE = "baseline"

    @property
    def travels(self) -> bool:
        """Whether there is a way to go, from a baseline to a target."""
        return self in (Kind.INCREASE, Kind.DECREASE)

    @property
    def holds(self) -> bool:
        """Whether a band has to be held all along, so that its full value is expected on every day."""
        return self in (Kind.AT_LEAST, Kind.AT_MOST, Kind.WITHIN)


class PeriodRule(StrEnum):
    """How several periods of a band key result become one number."""

    SHARE_INSIDE = "share_inside"
    LAST = "last"


class NoDistance(ValueError):
    """Baseline and target are the same, so there is no way to go."""


@dataclass(frozen=True, slots=True)
class Band:
    """Values to stay between, both edges inside, and how far outside is still worth something.

    A missing edge is open; a missing `worst` means that anything outside counts nothing.
    """

    low: Value | None = None
    high: Value | None = None
    worst_low: Value | None = None
    worst_high: Value | None = None

    def holds(self, value: Value) -> bool:
        return (self.low is None or float(value) >= float(self.low)) and (
            self.high is None or float(value) <= float(self.high)
        )


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One point of a milestone key result; a weight of 0 is allowed."""

    weight: Value
    done: bool


def progress(*, baseline: Value, target: Value, current: Value | None) -> float | None:
    """Share of the way from baseline to target, unclamped; None while nothing is known.

    >>> progress(baseline=20, target=40, current=28)
    0.4
    >>> progress(baseline=50, target=10, current=30)
    0.5
    """
    if float(baseline) == float(target):
        raise NoDistance("Baseline and target are equal, so progress has no meaning. Give them different values.")
    if current is None:
        return None
    return (float(current) - float(baseline)) / (float(target) - float(baseline))


def closeness(band: Band, value: Value) -> float:
    """1 inside the band; outside, the share of the tolerated distance that is left, between 0 and 1.

    >>> closeness(Band(low=90, worst_low=80), 85)
    0.5
    """
    if band.holds(value):
        return 1.0
    below = band.low is not None and float(value) < float(band.low)
    edge, worst = (band.low, band.worst_low) if below else (band.high, band.worst_high)
    if edge is None or worst is None or float(edge) == float(worst):
        return 0.0
    return clamp(1 - abs(float(value) - float(edge)) / abs(float(edge) - float(worst)))


def band_progress(band: Band, values: Sequence[Value], *, rule: PeriodRule = PeriodRule.SHARE_INSIDE) -> float | None:
    """Progress of a band over the values of its periods, oldest first; None without any.

    One period counts by its closeness. Several count by the share of periods inside, or by the last one's closeness.
    """
    if not values:
        return None
    if len(values) == 1 or rule is PeriodRule.LAST:
        return closeness(band, values[-1])
    return sum(band.holds(value) for value in values) / len(values)


def checklist_progress(items: Sequence[ChecklistItem]) -> float | None:
    """Weight done over weight in all; without any weight every item counts the same; None for an empty list."""
    if not items:
        return None
    total = sum(float(item.weight) for item in items)
    if total == 0:
        return sum(item.done for item in items) / len(items)
    return sum(float(item.weight) for item in items if item.done) / total


def clamp(value: float) -> float:
    """The value kept between 0 and 1, as roll-ups and scores use it."""
    return min(1.0, max(0.0, value))
