"""From paths to a key result: chance to hit, what it still needs, and its value after any number of steps."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasts.core.arrays import Floats, Interval
from forecasts.core.chances import AT_RISK_FROM, ON_TRACK_FROM
from forecasts.core.errors import CannotForecast
from forecasts.core.series.paths import Paths


class Measure(StrEnum):
    """How a window's value comes from its steps."""

    FLOW = "flow"
    LEVEL = "level"


class OutlookStatus(StrEnum):
    """Status by outlook, in the house's words."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"


@dataclass(frozen=True, slots=True)
class TargetOutlook:
    """Where a key result ends. Rates are per step; for a level they are the change per step."""

    end: Interval
    chance: float
    status: OutlookStatus
    needed_rate: float
    forecast_rate: float


def target_outlook(
    paths: Paths, *, measure: Measure, target: float, so_far: float = 0.0, falling: bool = False
) -> TargetOutlook:
    """Chance that the window ends at or past `target`.

    `so_far` is what a flow has collected, or the present value of a level. `falling` means lower is better.
    """
    ends = end_values(paths, measure=measure, so_far=so_far)
    chance = float((ends <= target).mean() if falling else (ends >= target).mean())
    end = Interval.of(ends)
    return TargetOutlook(
        end=end,
        chance=chance,
        status=status_of(chance),
        needed_rate=(target - so_far) / paths.horizon,
        forecast_rate=(end.median - so_far) / paths.horizon,
    )


def end_values(paths: Paths, *, measure: Measure, so_far: float = 0.0) -> Floats:
    """Value of the whole window by path."""
    return so_far + paths.total() if measure is Measure.FLOW else paths.values[:, -1]


def status_of(chance: float) -> OutlookStatus:
    """0.7 and more is on track, 0.3 and more at risk."""
    if chance >= ON_TRACK_FROM:
        return OutlookStatus.ON_TRACK
    return OutlookStatus.AT_RISK if chance >= AT_RISK_FROM else OutlookStatus.OFF_TRACK


def value_at(paths: Paths, steps: float, *, measure: Measure, so_far: float = 0.0) -> Floats:
    """Draws of the value after so many steps; the column of one path each."""
    if steps > paths.horizon + 1e-9 or steps <= 0:
        raise CannotForecast(
            f"A column {steps:.1f} steps ahead lies outside the {paths.horizon} steps that were simulated.",
            needs="Ask for a longer horizon.",
        )
    if measure is Measure.LEVEL:
        return paths.values[:, int(np.ceil(steps - 1e-9)) - 1]
    whole = int(steps + 1e-9)
    collected: Floats = paths.sums[:, whole - 1] + so_far if whole else np.full(len(paths.values), so_far)
    return collected + paths.values[:, whole] * (steps - whole) if whole < paths.horizon else collected
