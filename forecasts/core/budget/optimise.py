"""The best plan within its limits: sequential quadratic programming from three starts, in shares of today's spend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy.optimize import minimize

from forecasts.core.arrays import Floats, Whole
from forecasts.core.budget.curves import Curves
from forecasts.core.budget.request import Bounds, PlanRequest, Scenario, bounds_of, budget_of
from forecasts.core.errors import CannotForecast
from organisation.core import show

CAUTIOUS_QUANTILE = 0.2
AROUND_QUANTILE = 0.05
MOST_CHOICES = 4
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class _Problem:
    curves: Curves
    request: PlanRequest
    bounds: Bounds
    unit: float

    def worth(self, plan: Floats) -> tuple[float, Floats]:
        """Money back of a plan in the units, and its slope: the mean over draws, or their lower quantile."""
        by_channel = self.curves.worth(plan)
        slopes = self.curves.periods * self.curves.marginal(plan)
        total = by_channel.sum(axis=1)
        rows = _near_quantile(total) if self.request.cautious else slice(None)
        return float(total[rows].mean()) / self.unit, slopes[rows].mean(axis=0)


def best_plan(curves: Curves, request: PlanRequest) -> Floats:
    """Money per period and channel that serves the request best; CannotForecast where it cannot be met."""
    bounds = bounds_of(curves, request)
    unit = max(float(curves.current.sum()), 1.0)
    plans = [
        plan
        for narrowed in _buy_or_not(curves, request, bounds)
        for plan in _solve(_Problem(curves, request, narrowed, unit))
    ]
    if plans and request.cautious:
        plans.append(best_plan(curves, replace(request, cautious=False)))
    if not plans:
        raise CannotForecast(_why_not(curves, request, bounds), needs="Lower the goal or allow a larger change.")
    problem = _Problem(curves, request, bounds, unit)
    return max(plans, key=lambda plan: _rank(problem, plan))


def _rank(problem: _Problem, plan: Floats) -> float:
    """The goal without the smoothing that the search needs: cautious plans compare by the quantile itself."""
    if not problem.request.cautious:
        return _goal(problem, plan)[0]
    request, periods = problem.request, problem.curves.periods
    price = (1 + request.hurdle) * periods if request.scenario is Scenario.MARGINAL_ROI else 0.0
    return float(np.quantile(problem.curves.worth(plan).sum(axis=1), CAUTIOUS_QUANTILE) - price * plan.sum())


def _goal(problem: _Problem, plan: Floats) -> tuple[float, Floats]:
    """What the scenario maximises, and its slope per unit of money."""
    worth, slope = problem.worth(plan)
    if problem.request.scenario is Scenario.MARGINAL_ROI:
        price = (1 + problem.request.hurdle) * problem.curves.periods
        return worth - price * float(plan.sum()) / problem.unit, slope - price
    return worth, slope


def _solve(problem: _Problem) -> Iterator[Floats]:
    """Feasible plans from three starts: today's, the middle of the bounds, and the steepest channels first."""
    low, high, unit = problem.bounds.least, problem.bounds.most, problem.unit
    conditions = [
        {"type": kind, "fun": lambda x, f=f: f(x * unit)[0], "jac": lambda x, f=f: f(x * unit)[1] * unit}
        for kind, f in _conditions(problem)
    ]
    for start in _starts(problem):
        found = minimize(
            lambda x: (-(goal := _goal(problem, x * unit))[0], -goal[1]),
            np.clip(start, low, high) / unit,
            jac=True, method="SLSQP", bounds=list(zip(low / unit, high / unit, strict=True)),
            constraints=conditions, options={"maxiter": 100, "ftol": 1e-9},
        )  # fmt: skip
        plan = np.clip(found.x * unit, low, high)
        if _meets(problem, plan):
            yield plan


Condition = Callable[[Floats], tuple[float, Floats]]


def _conditions(problem: _Problem) -> list[tuple[str, Condition]]:
    """Constraints as (kind, function of the plan giving value and slope), all scaled to shares of today's spend."""
    request, unit = problem.request, problem.unit
    found: list[tuple[str, Condition]] = []
    if request.scenario is Scenario.FIXED_BUDGET:
        budget = budget_of(problem.curves, request)
        found.append(("eq", lambda plan: ((float(plan.sum()) - budget) / unit, np.full(plan.size, 1 / unit))))
    if request.scenario is Scenario.TOTAL_ROI:
        price = (1 + request.hurdle) * problem.curves.periods

        def above_hurdle(plan: Floats) -> tuple[float, Floats]:
            worth, slope = problem.worth(plan)
            return worth - price * float(plan.sum()) / unit, (slope - price) / unit

        found.append(("ineq", above_hurdle))
    if request.brand_floor:
        sign = (problem.bounds.brand.astype(float) - request.brand_floor) / unit
        found.append(("ineq", lambda plan: (float(sign @ plan), sign)))
    return found


def _meets(problem: _Problem, plan: Floats) -> bool:
    for kind, condition in _conditions(problem):
        value = condition(plan)[0]
        if (abs(value) if kind == "eq" else -value) > TOLERANCE:
            return False
    return bool(np.isfinite(plan).all())


def _starts(problem: _Problem) -> list[Floats]:
    low, high = problem.bounds.least, problem.bounds.most
    budget = budget_of(problem.curves, problem.request)
    order = np.argsort(-problem.worth(problem.curves.current)[1])
    greedy, left = low.copy(), budget - float(low.sum())
    for place in order:
        step = min(max(left, 0.0), float(high[place] - low[place]))
        greedy[place] += step
        left -= step
    return [problem.curves.current, (low + high) / 2, greedy]


def _buy_or_not(curves: Curves, request: PlanRequest, bounds: Bounds) -> Iterator[Bounds]:
    """One set of bounds per way to take or leave the minimum buys that may be left."""
    optional = [
        name for name in request.minimum_buys if bounds.least[curves.channels.index(name)] <= 0 < bounds.most.sum()
    ][:MOST_CHOICES]
    for taken in product((True, False), repeat=len(optional)):
        dropped = {name for name, take in zip(optional, taken, strict=True) if not take}
        least, most = bounds.least.copy(), bounds.most.copy()
        for name, amount in request.minimum_buys.items():
            place = curves.channels.index(name)
            least[place] = 0.0 if name in dropped else max(least[place], amount)
            most[place] = 0.0 if name in dropped else most[place]
        yield replace(bounds, least=least, most=most)


def _near_quantile(total: Floats) -> Whole:
    """Draws around the cautious quantile, so that the goal stays smooth where draws change places."""
    order = np.argsort(total)
    first = int((CAUTIOUS_QUANTILE - AROUND_QUANTILE) * total.size)
    last = max(first + 1, int(np.ceil((CAUTIOUS_QUANTILE + AROUND_QUANTILE) * total.size)))
    return order[first:last]


def _why_not(curves: Curves, request: PlanRequest, bounds: Bounds) -> str:
    if request.scenario is Scenario.TOTAL_ROI:
        least = float(curves.worth(bounds.least).sum(axis=1).mean() / (curves.periods * bounds.least.sum()) - 1)
        return (
            f"No plan within the bounds reaches a total ROI of {show.percent(request.hurdle)}; "
            f"at the lowest allowed spend it is {show.percent(least)}."
        )
    return "No plan meets the budget, the minimum buys and the brand floor together within the bounds."
