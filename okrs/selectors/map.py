"""From the business down: every business objective with the marketing objectives that serve it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from okrs.core.status import Status
from okrs.models import BusinessObjective, Cycle
from okrs.selectors.kept import KeptPlan
from okrs.selectors.plan import business_objectives
from okrs.selectors.progress import ObjectiveRow, flat, objectives_with_progress


@dataclass(frozen=True, slots=True)
class Branch:
    """A business objective and what serves it; without one, the objectives that serve nothing named."""

    business_objective: BusinessObjective | None
    rows: Sequence[ObjectiveRow]
    share: float | None

    @property
    def key(self) -> str:
        return str(self.business_objective.pk) if self.business_objective else "none"


def strategy_map(cycle: Cycle, *, today: date, kept: KeptPlan | None = None) -> list[Branch]:
    """One branch for each business objective, heaviest first, and one for objectives without any."""
    goals = {goal.pk: goal for goal in business_objectives(with_retired=True)}
    rows = flat(objectives_with_progress(cycle, today=today, goals=goals, kept=kept))
    businesses = [goal for goal in goals.values() if goal.retired_on is None]
    whole = sum(business.weight for business in businesses)
    branches = [
        Branch(
            business,
            [row for row in rows if row.objective.business_objective_id == business.pk],
            float(business.weight / whole) if whole else None,
        )
        for business in businesses
    ]
    known = {business.pk for business in businesses}
    rest = [row for row in rows if row.objective.business_objective_id not in known]
    return [*branches, Branch(None, rest, None)] if rest else branches


def served(rows: Sequence[ObjectiveRow]) -> list[BusinessObjective]:
    """The business objectives that some of these serve, heaviest first."""
    found = {row.objective.business_objective for row in flat(rows)} - {None}
    return sorted((goal for goal in found if goal), key=lambda goal: (-goal.weight, goal.name))


def narrowed(rows: Sequence[ObjectiveRow], *, status: str = "", business: str = "") -> list[ObjectiveRow]:
    """Rows of a status or a business objective, without their place in the tree; all of the tree without a wish."""
    if not status and not business:
        return list(rows)
    wanted = {status} & set(Status)
    return [
        row
        for row in flat(rows)
        if (not status or row.status in wanted)
        and (not business or str(row.objective.business_objective_id or "none") == business)
    ]
