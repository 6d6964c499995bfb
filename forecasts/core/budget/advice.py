"""A plan set against today's: the gain with its range, what binds and what that costs, and whether to move at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from forecasts.core.arrays import Floats, Interval, Whole
from forecasts.core.budget.cents import to_cents
from forecasts.core.budget.curves import Curves
from forecasts.core.budget.optimise import best_plan
from forecasts.core.budget.request import PlanRequest, Scenario, bounds_of, budget_of, weighed
from forecasts.core.errors import CannotForecast

LEAST_CHANCE = 0.8
LEAST_GAIN = 0.01


@dataclass(frozen=True, slots=True)
class ChannelMove:
    """Cents per period now and then; `next_unit` is money back for the next unit of money at the plan.

    `bound` names the limit the channel sits on; `price` is what one more unit of money there would bring beyond the
    free channels' next unit (negative at a lower bound: what that unit costs), with the range of that.
    """

    channel: str
    now: int
    then: int
    next_unit: Interval
    bound: str | None
    price: float | None
    price_range: Interval | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Money over the whole plan; ranges hold 80 %. `keep` says that the plan of today should stay, `sentence` why.

    Where objectives are weighed, the chance and whether to keep the plan are those of `weighed_gain`; `gain` is money.
    """

    moves: tuple[ChannelMove, ...]
    worth_now: Interval
    worth_then: Interval
    gain: Interval
    chance_of_gain: float
    roi: Interval
    keep: bool
    sentence: str
    brand_floor_price: float | None
    weighed_gain: Interval | None = None
    brand_floor_range: Interval | None = None


def advise(curves: Curves, request: PlanRequest) -> Advice:
    """The best plan for the request, rounded to cents; raises CannotForecast where it cannot be met."""
    if not curves.current.sum() > 0:
        raise CannotForecast(
            "Nothing is spent today, so there is nothing to move.", needs="Give current spend above 0."
        )
    choice = weighed(curves, request)
    plan = best_plan(choice, request)
    total = budget_of(curves, request) if request.scenario is Scenario.FIXED_BUDGET else None
    cents = to_cents(plan, total=total)
    told = _told(curves, cents, request, choice=choice)
    if not request.brand_floor:
        return told
    free = best_plan(choice, replace(request, brand_floor=0.0))
    lost = _net(curves, free) - _net(curves, plan)
    return replace(told, brand_floor_price=max(0.0, float(lost.mean())), brand_floor_range=Interval.of(lost))


def evaluate(curves: Curves, plan: Mapping[str, float]) -> Advice:
    """The user's own plan (money per period, missing channels stay as they are) with the same ranges."""
    if unknown := set(plan) - set(curves.channels):
        raise CannotForecast(
            f"There is no curve for {', '.join(sorted(unknown))}.", needs=f"Known are {', '.join(curves.channels)}."
        )
    asked = [plan.get(name, float(now)) for name, now in zip(curves.channels, curves.current, strict=True)]
    if min(asked) < 0:
        raise CannotForecast("A plan cannot spend less than nothing.", needs="Give amounts of 0 or more.")
    return _told(curves, to_cents(np.array(asked)), None, choice=curves)


def _told(curves: Curves, cents: Whole, request: PlanRequest | None, *, choice: Curves) -> Advice:
    plan = cents / 100
    before, after = choice.worth(curves.current).sum(axis=1), curves.worth(plan).sum(axis=1)
    gain, judged = (_net(one, plan) - _net(one, curves.current) for one in (curves, choice))
    chance = float((judged > 0).mean())
    keep = chance < LEAST_CHANCE or float(judged.mean()) < LEAST_GAIN * float(before.mean())
    return Advice(
        moves=_moves(curves, cents, request),
        worth_now=Interval.of(curves.worth(curves.current).sum(axis=1)),
        worth_then=Interval.of(after),
        gain=Interval.of(gain),
        chance_of_gain=chance,
        roi=Interval.of(after / max(curves.periods * plan.sum(), 0.01) - 1),
        keep=keep,
        sentence=_sentence(gain, chance, float(before.mean()), keep=keep),
        brand_floor_price=None,
        weighed_gain=None if choice is curves else Interval.of(judged),
    )


def _net(curves: Curves, plan: Floats) -> Floats:
    """Money back minus money spent, by draw."""
    net: Floats = curves.worth(plan).sum(axis=1) - curves.periods * plan.sum()
    return net


def _moves(curves: Curves, cents: Whole, request: PlanRequest | None) -> tuple[ChannelMove, ...]:
    plan = cents / 100
    slopes = curves.marginal(plan)
    limits = bounds_of(curves, request) if request else None
    bound: list[str | None] = [None] * plan.size
    if limits is not None:
        rows = zip(plan, limits.least, limits.most, strict=True)
        bound = [_limit_at(float(spend), float(low), float(high)) for spend, low, high in rows]
    free = [place for place, at in enumerate(bound) if at is None]
    beyond = slopes - slopes[:, free].mean(axis=1, keepdims=True) if free else None
    return tuple(
        ChannelMove(
            channel=name,
            now=round(100 * float(curves.current[place])),
            then=int(cents[place]),
            next_unit=Interval.of(slopes[:, place]),
            bound=at,
            price=None if at is None or beyond is None else float(beyond[:, place].mean()),
            price_range=None if at is None or beyond is None else Interval.of(beyond[:, place]),
        )
        for place, (name, at) in enumerate(zip(curves.channels, bound, strict=True))
    )


def _limit_at(spend: float, low: float, high: float) -> str | None:
    """Name of the limit that a spend touches, to the cent."""
    cent = 0.011
    if high - low < cent:
        return "locked"
    if spend > high - cent:
        return "highest"
    return "lowest" if spend < low + cent else None


def _sentence(gain: Floats, chance: float, before: float, *, keep: bool) -> str:
    band = Interval.of(gain)
    figures = (
        f"expected gain {gain.mean():,.0f} (80 % range {band.low:,.0f} to {band.high:,.0f}), "
        f"chance of a gain {chance:.0%}"
    )
    if not keep:
        return f"Move: {figures}."
    why = (
        f"a gain is not likely enough (below {LEAST_CHANCE:.0%})"
        if chance < LEAST_CHANCE
        else f"the gain is below {LEAST_GAIN:.0%} of the {before:,.0f} that the plan brings"
    )
    return f"Keep the plan: {why}; {figures}."
