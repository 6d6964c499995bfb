"""What the company's key results follow: KPIs of the catalogue, and one that somebody keeps in a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime

from kpis import services as kpis
from kpis.core.matrix import Serves, is_outcome
from kpis.core.words import Family, Tier, Timing, Unit
from kpis.models import Definition
from okrs.models import Cycle, KeyResult, Objective
from simulator.company.facts import Facts
from simulator.company.goals import CURRENT, plans_of
from simulator.company.surveys import MYSTERY_KPI, SHEET

WHY = {
    Serves.DIRECT: "A key result of the objective follows it.",
    Serves.LEADING: "It moves a quarter before the outcome does.",
}


def define_sheet_kpi(*, now: datetime) -> None:
    """The KPI that one person's spreadsheet gives: no formula, no owner, no source that can be opened."""
    kpis.ship_catalogue(now=now)
    draft = kpis.Draft(
        key=MYSTERY_KPI.lower().replace(" ", "_"),
        name=MYSTERY_KPI,
        text="How happy customers are, as the sheet says.",
        unit=Unit.POINTS,
        tier=Tier.OUTCOME,
        timing=Timing.LEADING,
        family=Family.CUSTOMER,
        is_level=True,
        source=SHEET,
        cadence="monthly",
    )
    kpis.define_kpi(draft, now=now, by=None)


def follow_kpis(*, plan: Facts, now: datetime) -> int:
    """Let the key results of the current quarter follow the KPIs that they name. How many do."""
    cycle = Cycle.objects.get(name=plan.calendar.quarters[CURRENT].name)
    known = {row.name: row for row in Definition.objects.current()}
    followed = 0
    for objective, name, kpi in _named():
        for key_result in KeyResult.objects.filter(objective__cycle=cycle, objective__name=objective, name=name):
            kpis.bind(key_result, known[kpi], now=now)
            followed += 1
    return followed


def map_kpis(*, now: datetime) -> int:
    """Say what the KPIs of an objective's key results do for it: show it, or lead to the one that does."""
    known = {row.name: row for row in Definition.objects.current()}
    named: dict[str, list[Definition]] = {}
    for objective, _, kpi in _named():
        named.setdefault(objective, []).append(known[kpi])
    made = 0
    for row in Objective.objects.filter(state__in=(Objective.State.ACTIVE, Objective.State.CLOSED)):
        for kpi in sorted(set(named.get(row.name, [])), key=lambda kpi: (not is_outcome(kpi.tier), kpi.key)):
            serves = Serves.DIRECT if is_outcome(kpi.tier) else Serves.LEADING
            kpis.set_cell(kpi=kpi, objective=row, serves=serves, rationale=WHY[serves], now=now, by=None)
            made += 1
    return made


def _named() -> Iterator[tuple[str, str, str]]:
    """Objective, key result and KPI of the plan."""
    for objective in plans_of(CURRENT):
        for key_result in objective.key_results:
            if key_result.kpi:
                yield objective.name, key_result.name, key_result.kpi
