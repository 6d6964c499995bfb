"""Ask the curves of a mix where money should go, and keep the answer. Loads numpy: for workers and commands."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import transaction

from forecasts.core.budget.advice import Advice, advise, evaluate
from forecasts.core.budget.cards import Card, cards
from forecasts.core.budget.curves import Curves, Shape
from forecasts.core.budget.horizon import Horizon, assumption, multipliers
from forecasts.core.budget.request import PlanRequest, Scenario
from forecasts.core.errors import CannotForecast
from forecasts.models import BudgetPlan, MixFit, MoveCard
from forecasts.selectors.budgets import WEEKS, brand_channels, committed_by_channel
from forecasts.selectors.weights import channel_weights
from kpis.selectors.external import newest_value
from organisation.core.calendar import Window

Publishing = Callable[[], AbstractContextManager[None]]
YEAR = timedelta(days=364)


def answer(plan: BudgetPlan, *, now: datetime, publishing: Publishing = transaction.atomic) -> BudgetPlan:
    """Work the plan out and keep its answer and cards; what cannot be met leaves the reason. An answer stays."""
    made: list[MoveCard] = []
    try:
        curves, held = _curves(plan)
        labels = _labels(plan.fit)
        brand = frozenset(labels[pk] for pk in brand_channels(_last_year(plan.fit)) if pk in labels)
        later = {name: float(plan.asked.get("brand_effect", 1.0)) for name in brand}
        later = {name: factor for name, factor in later.items() if factor != 1.0}
        horizon = Horizon(plan.horizon)
        curves = replace(curves, value=curves.value * multipliers(curves.channels, later, horizon))
        weights = _weights(plan, labels)
        advice = _advice(plan, curves, held, brand, labels, weights)
        pks = {label: pk for pk, label in labels.items()}
        made = [_card(plan, one, pks) for one in cards(curves, advice) if plan.scenario != BudgetPlan.Scenario.OWN]
        plan.answer = {
            **_told(advice),
            "assumption": assumption(later, horizon),
            "brand": sorted(brand),
            "held": dict(held),
            "weights": weights,
        }
    except CannotForecast as refused:
        plan.reason, plan.needs = refused.reason[:600], refused.needs[:400]
    plan.answered_at = now
    with publishing():
        plan.save(update_fields=["answer", "reason", "needs", "answered_at"])
        MoveCard.objects.bulk_create(made)
    return plan


def _curves(plan: BudgetPlan) -> tuple[Curves, Mapping[str, str]]:
    """The curves of the fit, worth their gross margin where it is known, and why channels are held where they are."""
    drawn = plan.fit.curves
    margin = newest_value("gross_margin", on=plan.starts_on) or 1.0
    plan.asked["margin"] = margin
    top, half, slope = (np.array(drawn[name], dtype=float) for name in ("top", "half", "slope"))
    names = tuple(drawn["channels"])
    curves = Curves(
        names, Shape.HILL, top, half, slope, np.array(drawn["current"]), np.array(drawn["largest"]),
        np.full(len(names), plan.fit.value * margin), periods=float(WEEKS),
    )  # fmt: skip
    own = {row.label: " ".join(row.reasons) for row in plan.fit.channels.all()}
    held = {name: own.get(name, "Too small, each alone, to be told apart.") for name in names if own.get(name) != ""}
    if len(held) == len(names):
        raise CannotForecast(
            "No channel of this mix can be told apart, so nothing can be moved on its word.",
            needs="See the reasons on the page of the media mix.",
        )
    return curves, held


def _advice(
    plan: BudgetPlan, curves: Curves, held: Mapping[str, str], brand: frozenset[str], labels: Mapping[int, str],
    weights: Mapping[str, float],
) -> Advice:  # fmt: skip
    asked = plan.asked
    if plan.scenario == BudgetPlan.Scenario.OWN:
        return evaluate(curves, {name: float(amount) / WEEKS for name, amount in asked.get("own", {}).items()})
    window = Window(plan.starts_on, plan.ends_on)
    committed = {
        labels[pk]: float(amount) / WEEKS for pk, amount in committed_by_channel(window).items() if pk in labels
    }
    budget = asked.get("budget")
    request = PlanRequest(
        scenario=Scenario(plan.scenario),
        budget=None if budget is None else float(budget) / WEEKS,
        hurdle=float(asked.get("hurdle", 0.0)),
        change=float(asked.get("change", 0.25)),
        locked=frozenset(asked.get("locked", [])) & set(curves.channels) | frozenset(held),
        committed=committed,
        brand=brand,
        brand_floor=float(asked.get("brand_floor", 0.0)),
        minimum_buys={name: float(amount) / WEEKS for name, amount in asked.get("least", {}).items()},
        weights=weights,
        cautious=bool(asked.get("cautious")),
    )
    return advise(curves, request)


def _weights(plan: BudgetPlan, labels: Mapping[int, str]) -> dict[str, float]:
    """How much what each channel serves matters, where the asker wants that weighed; 1 is the average."""
    if not plan.asked.get("weigh") or plan.scenario == BudgetPlan.Scenario.OWN:
        return {}
    found = channel_weights(_last_year(plan.fit))
    known = {labels[pk]: weight for pk, weight in found.items() if pk in labels}
    if not known:
        raise CannotForecast(
            "No money of these channels was linked to a business objective last year, so nothing can be weighed.",
            needs="Link campaigns to objectives, or ask without weighing.",
        )
    return known


def _card(plan: BudgetPlan, one: Card, pks: Mapping[str, int]) -> MoveCard:
    transfer = one.transfer
    low, middle, high = (Decimal(f"{part:.2f}") for part in (one.gain.low, one.gain.median, one.gain.high))
    return MoveCard(
        plan=plan, source_id=pks.get(transfer.source or ""), target_id=pks.get(transfer.target or ""),
        amount=Decimal(transfer.cents * WEEKS) / 100,
        gain_low=low, gain=middle, gain_high=high, chance=one.chance,
    )  # fmt: skip


def _told(advice: Advice) -> dict[str, Any]:
    """As the page shows it: money over all planned weeks."""
    told = asdict(advice)
    for move in told["moves"]:
        move["now"], move["then"] = (move[name] * WEEKS / 100 for name in ("now", "then"))
    return told


def _labels(fit: MixFit) -> dict[int, str]:
    """Curves know channels by the names they had when the mix was fitted."""
    return dict(fit.channels.values_list("channel_id", "label"))


def _last_year(fit: MixFit) -> Window:
    end = (fit.last_week or fit.fitted_at.date()) + timedelta(days=7)
    return Window(end - YEAR, end)
