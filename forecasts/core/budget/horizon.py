"""How far ahead a plan is judged, and what that assumes about brand."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from forecasts.core.arrays import Floats

HALF_LIFE_YEARS = 1.0


class Horizon(StrEnum):
    """The three horizons of the switch."""

    QUARTER = "90 days"
    YEAR = "1 year"
    THREE_YEARS = "3 years"


YEARS: Mapping[Horizon, float] = {Horizon.QUARTER: 90 / 365.25, Horizon.YEAR: 1.0, Horizon.THREE_YEARS: 3.0}


def counted(horizon: Horizon) -> float:
    """Share of the later effect that has arrived by the horizon, if half of what is left arrives every year."""
    return float(1 - 0.5 ** (YEARS[horizon] / HALF_LIFE_YEARS))


def multipliers(channels: Sequence[str], long_term: Mapping[str, float], horizon: Horizon) -> Floats:
    """Factor on a channel's measured effect; `long_term` is its whole effect over all years as such a factor."""
    return np.array([1 + (long_term.get(name, 1.0) - 1) * counted(horizon) for name in channels])


def assumption(long_term: Mapping[str, float], horizon: Horizon) -> str:
    """The brand assumption in words, to stand beside the plan."""
    if not long_term:
        return f"Judged over {horizon.value} by measured effects alone; no later brand effect is assumed."
    parts = ", ".join(f"{name} × {factor:g}" for name, factor in sorted(long_term.items()))
    return (
        f"Judged over {horizon.value}: whole effects assumed as {parts} of the measured ones, "
        f"{counted(horizon):.0%} of the later part counted. This is an assumption, not a measurement."
    )
