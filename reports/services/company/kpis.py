"""What the company's key results follow: KPIs of the catalogue, and one that somebody keeps in a spreadsheet."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from kpis import services as kpis
from kpis.core.matrix import Serves, is_outcome
from kpis.core.words import Family, Tier, Timing, Unit
from kpis.models import Definition
from okrs.models import KeyResult, Objective
from people.models import User
from simulator.company.blueprint import address
from simulator.company.facts import Facts
from simulator.company.goals import CURRENT, KeyResultPlan, plans_of
from simulator.company.looked_at import LOOKED_AT
from simulator.company.surveys import MYSTERY_KPI, SHEET_KEY
from simulator.company.years import YEARLY

WHY = {
    Serves.DIRECT: "A key result of the objective follows it.",
    Serves.LEADING: "It moves a quarter before the outcome does.",
}


def define_sheet_kpi(*, now: datetime) -> None:
    """The KPI that one person's spreadsheet gives: no formula, no owner, no source that can be opened."""
    kpis.ship_catalogue(now=now)
    draft = kpis.Draft(
        key=SHEET_KEY,
        name=MYSTERY_KPI,
        text="How happy customers are, as the sheet says.",
        unit=Unit.POINTS,
        tier=Tier.OUTCOME,
        timing=Timing.LEADING,
        family=Family.CUSTOMER,
        is_level=True,
        cadence="monthly",
    )
    kpis.define_kpi(draft, now=now, by=None)


def own_kpis(*, now: datetime) -> None:
    """Name who answers for each KPI that a key result follows; for the sheet's nobody does."""
    owners = {plan.kpi: address(plan.owner) for _, plan in _named() if plan.owner}
    people = {user.email: user for user in User.objects.filter(email__in=owners.values())}
    for row in Definition.objects.current().filter(name__in=owners):
        told = {field.name: getattr(row, field.name) for field in fields(kpis.Draft)}
        kpis.define_kpi(kpis.Draft(**told | {"owner": people[owners[row.name]]}), now=now, by=None)


def follow_kpis(*, plan: Facts, now: datetime) -> int:
    """Let the key results of the current quarter and year follow the KPIs that they name. How many do."""
    quarter = plan.calendar.quarters[CURRENT]
    known = {row.name: row for row in Definition.objects.current()}
    followed = 0
    for objective, plan_of in _named():
        in_cycle = {"objective__cycle__name__in": (quarter.name, quarter.year_name), "objective__name": objective}
        chosen = KeyResult.objects.filter(**in_cycle, name=plan_of.name)
        for key_result in chosen:
            kpis.bind(key_result, known[plan_of.kpi], now=now)
            followed += 1
    return followed


def map_kpis(*, now: datetime) -> int:
    """Say what the KPIs of an objective's key results do for it: show it, or lead to the one that does.

    Then what is looked at beside them.
    """
    known = {row.name: row for row in Definition.objects.current()}
    named: dict[str, list[Definition]] = {}
    for objective, plan in _named():
        named.setdefault(objective, []).append(known[plan.kpi])
    by_key = {row.key: row for row in known.values()}
    beside = {plan.name: LOOKED_AT.get(plan.key, ()) for plan in (*plans_of(CURRENT), *YEARLY)}
    made = 0
    for row in Objective.objects.filter(state__in=(Objective.State.ACTIVE, Objective.State.CLOSED)):
        for kpi in sorted(set(named.get(row.name, [])), key=lambda kpi: (not is_outcome(kpi.tier), kpi.key)):
            serves = Serves.DIRECT if is_outcome(kpi.tier) else Serves.LEADING
            kpis.set_cell(kpi=kpi, objective=row, serves=serves, rationale=WHY[serves], now=now, by=None)
            made += 1
        for one in beside.get(row.name, ()):
            said = {"serves": Serves(one.serves), "rationale": one.why, "leads_to": one.leads_to}
            kpis.set_cell(kpi=by_key[one.kpi], objective=row, now=now, by=None, **said)
            made += 1
    return made


def _named() -> Iterator[tuple[str, KeyResultPlan]]:
    """Objectives of the quarters and years with those of their key results that follow a KPI."""
    for objective in (*plans_of(CURRENT), *YEARLY):
        for key_result in objective.key_results:
            if key_result.kpi:
                yield objective.name, key_result
