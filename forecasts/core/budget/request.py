"""What the planner asks: a scenario, its limits, and the checks that it can be met at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from forecasts.core.arrays import Flags, Floats
from forecasts.core.budget.curves import Curves
from forecasts.core.errors import CannotForecast

CHANGE = 0.25
BEYOND_SEEN = 1.2


class Scenario(StrEnum):
    """Which question the plan answers."""

    FIXED_BUDGET = "fixed budget"
    TOTAL_ROI = "minimum total ROI"
    MARGINAL_ROI = "minimum marginal ROI"


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Money is per period. `budget` is for the fixed-budget scenario, `hurdle` the ROI of the two others.

    `change` bounds every channel to its current spend ± that share; `locked` channels stay; a channel with a
    `minimum_buys` entry gets at least that much or nothing; `brand` channels together get at least `brand_floor` of
    the plan. `committed` is money that is promised already: no channel is planned below it. `weights` is how much a
    unit of what a channel brings counts in the choice; what is told stays money. `cautious` plans for the 20 %
    quantile of what may come back instead of its mean.
    """

    scenario: Scenario = Scenario.FIXED_BUDGET
    budget: float | None = None
    hurdle: float = 0.0
    change: float = CHANGE
    locked: frozenset[str] = frozenset()
    minimum_buys: Mapping[str, float] = field(default_factory=dict)
    committed: Mapping[str, float] = field(default_factory=dict)
    brand: frozenset[str] = frozenset()
    brand_floor: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    cautious: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and most money per period and channel; `brand` marks the channels that the floor counts."""

    least: Floats
    most: Floats
    brand: Flags


def bounds_of(curves: Curves, request: PlanRequest) -> Bounds:
    """Limits per channel; raises CannotForecast where they contradict each other or the budget."""
    named = request.locked | request.brand | {*request.minimum_buys, *request.committed, *request.weights}
    unknown = named - set(curves.channels)
    if unknown:
        raise CannotForecast(
            f"There is no channel {', '.join(sorted(unknown))} among the curves.",
            needs=f"Known are {', '.join(curves.channels)}.",
        )
    locked = np.array([name in request.locked for name in curves.channels])
    least = np.where(locked, curves.current, curves.current * max(1 - request.change, 0.0))
    most = np.where(locked, curves.current, curves.current * (1 + request.change))
    most = np.where(locked, most, np.minimum(most, BEYOND_SEEN * curves.largest))
    least = np.minimum(least, most)
    promised = np.array([request.committed.get(name, 0.0) for name in curves.channels])
    least, most = np.maximum(least, promised), np.maximum(most, promised)
    _refuse_unreachable_buys(curves, request, most)
    bounds = Bounds(least, most, np.array([name in request.brand for name in curves.channels]))
    if request.scenario is Scenario.FIXED_BUDGET:
        refuse_unreachable_budget(bounds, budget_of(curves, request))
    if request.brand_floor:
        fixed = budget_of(curves, request) if request.scenario is Scenario.FIXED_BUDGET else None
        _refuse_unreachable_floor(bounds, request.brand_floor, budget=fixed)
    return bounds


def budget_of(curves: Curves, request: PlanRequest) -> float:
    """The asked budget, or what is spent now."""
    return float(curves.current.sum()) if request.budget is None else request.budget


def weighed(curves: Curves, request: PlanRequest) -> Curves:
    """The curves as the choice sees them: what a channel brings counts by the weight of what it serves."""
    if not request.weights:
        return curves
    factors = np.array([request.weights.get(name, 1.0) for name in curves.channels])
    return replace(curves, value=curves.value * factors)


def refuse_unreachable_budget(bounds: Bounds, budget: float) -> None:
    """A fixed budget must lie between the sums of the bounds."""
    least, most = float(bounds.least.sum()), float(bounds.most.sum())
    if budget < least - 0.005:
        raise CannotForecast(
            f"The budget of {budget:,.2f} is below the {least:,.2f} that the bounds and locks already take.",
            needs="Raise the budget, allow a larger change, or unlock a channel.",
        )
    if budget > most + 0.005:
        raise CannotForecast(
            f"The budget of {budget:,.2f} is above the {most:,.2f} that the bounds allow.",
            needs="Lower the budget or allow a larger change; spend far beyond any past week is not evidence.",
        )


def _refuse_unreachable_buys(curves: Curves, request: PlanRequest, most: Floats) -> None:
    for name, amount in request.minimum_buys.items():
        highest = float(most[curves.channels.index(name)])
        if amount > highest + 0.005:
            raise CannotForecast(
                f"The minimum buy of {amount:,.2f} for {name} is above its highest allowed spend of {highest:,.2f}.",
                needs="Allow a larger change for it, or drop the minimum buy.",
            )


def _refuse_unreachable_floor(bounds: Bounds, floor: float, *, budget: float | None) -> None:
    if not bounds.brand.any():
        raise CannotForecast(
            "A brand floor is set but no channel is marked as brand.", needs="Name the brand channels."
        )
    brand, others = float(bounds.most[bounds.brand].sum()), float(bounds.least[~bounds.brand].sum())
    best = brand / max(brand + others, 0.01) if budget is None else min(brand, budget - others) / max(budget, 0.01)
    if floor > best + 1e-9:
        raise CannotForecast(
            f"A brand floor of {floor:.0%} cannot be met: within the bounds brand gets at most {best:.0%}.",
            needs="Lower the floor or allow a larger change.",
        )
