"""What the alignment check asks for beyond the situation of a score; a fixed number of queries."""

from collections.abc import Sequence

from alignment.core.check import Surroundings
from kpis.selectors import Paths, current_definitions
from okrs.models import Category, Cycle, Document, Objective
from okrs.selectors.plan import REQUIRED

LIVE = (Objective.State.DRAFT, Objective.State.ACTIVE)
LONG_TERM = frozenset({"brand", "customer"})


def surroundings(cycle: Cycle, ways: Paths) -> Surroundings:
    """Documents by kind with the day of their last review, objectives in words, the year, and what was dropped."""
    rows = list(Objective.objects.filter(cycle=cycle).select_related("business_objective"))
    live = [row for row in rows if row.state in LIVE]
    seen: dict[str, object] = {}
    for kind, reviewed in Document.objects.order_by("reviewed_on").values_list("kind", "reviewed_on"):
        seen[kind] = reviewed or cycle.starts_on
    year = Cycle.objects.filter(length=Cycle.Length.YEAR, starts_on__lte=cycle.starts_on, ends_on__gt=cycle.starts_on)
    return Surroundings(
        documents={str(kind.label): seen.get(kind.value) for kind in REQUIRED},  # type: ignore[misc]
        described={f"o{row.pk}": bool(row.description.strip()) for row in live},
        has_year=cycle.length == Cycle.Length.YEAR or year.exists(),
        short_term_brand=_short_term(live, ways),
        dropped=sum(row.state == Objective.State.DROPPED for row in rows),
    )


def _short_term(live: Sequence[Objective], ways: Paths) -> Sequence[str]:
    """Brand objectives that are measured, but by no KPI of the brand or of customers."""
    families = {row.key: row.family for row in current_definitions()}
    found = []
    for row in live:
        ends = set(ways.by_objective.get(row.pk, {}).values())
        is_brand = row.business_objective is not None and row.business_objective.category == Category.BRAND
        if is_brand and ends and not any(families.get(end) in LONG_TERM for end in ends):
            found.append(row.name)
    return sorted(found)
