"""Read budget plans and their moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from forecasts.models import BudgetPlan, MixFit, MoveCard

LATEST = 20
HEAVY = ("fit__curves", "fit__weekly", "fit__drawn")
MARKS = {"highest": "as much as allowed", "lowest": "as little as allowed", "locked": "held"}


@dataclass(frozen=True, slots=True)
class PlannedChannel:
    """A channel now and then, money for all planned months; `price` is what its limit costs per unit of money.

    Plans answered before prices had a range have an empty one.
    """

    label: str
    now: float
    then: float
    next_low: float
    next_unit: float
    next_high: float
    limit: str
    price: float | None
    price_range: Mapping[str, float]

    @property
    def change(self) -> float | None:
        return (self.then - self.now) / self.now if self.now else None


@dataclass(frozen=True, slots=True)
class PlanPage:
    plan: BudgetPlan
    channels: Sequence[PlannedChannel]
    cards: Sequence[MoveCard]

    @property
    def answer(self) -> Mapping[str, Any]:
        return self.plan.answer


def newest_fit(outcome: str) -> MixFit | None:
    """The newest fit of an outcome that plans can rest on."""
    return MixFit.objects.filter(outcome=outcome, reason="").defer("curves", "weekly", "drawn").first()


def plans() -> Sequence[BudgetPlan]:
    """The newest questions, without their curves."""
    rows = BudgetPlan.objects.select_related("asked_by", "fit")
    return list(rows.defer(*HEAVY)[:LATEST])


def plan_page(plan: BudgetPlan) -> PlanPage:
    cards = plan.cards.select_related("source", "target", "decided_by")
    return PlanPage(plan, [_channel(move) for move in plan.answer.get("moves", [])], list(cards))


def newest_moves() -> QuerySet[MoveCard]:
    """The moves of the newest answered plan: older plans rest on older curves."""
    newest = BudgetPlan.objects.filter(answered_at__isnull=False).exclude(scenario=BudgetPlan.Scenario.OWN)
    rows = MoveCard.objects.filter(plan=newest.values("pk")[:1])
    return rows.select_related("plan__fit", "source", "target").defer(*(f"plan__{one}" for one in HEAVY))


def _channel(move: Mapping[str, Any]) -> PlannedChannel:
    unit = move["next_unit"]
    return PlannedChannel(
        move["channel"], move["now"], move["then"], unit["low"], unit["median"], unit["high"],
        MARKS.get(move["bound"] or "", ""), move["price"], move.get("price_range") or {},
    )  # fmt: skip
