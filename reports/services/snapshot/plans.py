"""What was planned for a KPI: by a key result that follows it, by its own target, or by the sales targets."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from kpis.core.words import Direction
from kpis.models import Binding, Definition, KpiTarget
from kpis.selectors import current_definitions
from okrs.core.status import Status, pace_status
from okrs.selectors import KeyResultRow, flat, objectives_with_progress, sales_months
from organisation.core.calendar import Window, month, months
from organisation.core.scope import Scope
from reports.core.quantity import Unit
from reports.services.snapshot.numbers import is_flow
from reports.services.snapshot.sources import Sources

SALES = "revenue"
MILLIONTH = Decimal("0.000001")
ONE = Decimal(1)
WORDS = {status: status.value.replace("_", " ") for status in Status}


@dataclass(frozen=True, slots=True)
class Plan:
    """The value at the end of the cycle, what of it is due by now, how that stands, and who promised it."""

    target: Decimal
    expected: Decimal
    status: Status | None
    owner: str
    note: str = ""


def plans(told: Sources) -> Mapping[str, Plan]:
    """Plans by the key of the KPI, for the snapshot's scope; what somebody promised wins over what was set."""
    definitions = {row.key: row for row in current_definitions()}
    found = _sales(told) | _set(told, definitions)
    units = {key: row.unit for key, row in definitions.items()}
    rows = {
        row.key_result.pk: row
        for one in flat(objectives_with_progress(told.cycle, today=told.day))
        for row in one.key_results
        if row.status is not Status.DROPPED
    }
    for binding in Binding.objects.filter(key_result__in=list(rows)).order_by("-key_result__weight", "-pk"):
        row = rows[binding.key_result_id]
        result = row.key_result
        if result.target is None or Scope.from_mapping(binding.scope or result.scope) != told.scope:
            continue
        found[binding.kpi] = _promised(row, in_percent=result.unit == "%" and units.get(binding.kpi) == Unit.SHARE)
    return {key: _whole(plan) if _counts(definitions.get(key)) else plan for key, plan in found.items()}


def _counts(row: Definition | None) -> bool:
    """Whether it counts people or deals, of which there are no parts."""
    return row is not None and row.unit == Unit.COUNT and is_flow(row)


def _whole(plan: Plan) -> Plan:
    whole = plan.expected.quantize(ONE, rounding=ROUND_HALF_UP)
    return replace(plan, expected=whole) if whole else plan


def _promised(row: KeyResultRow, *, in_percent: bool) -> Plan:
    """The key result's target and its way there; a target of 27.8 % is a share of 0.278."""
    result, size = row.key_result, Decimal(100 if in_percent else 1)
    target = result.target or Decimal(0)
    start = result.baseline if result.baseline is not None else target
    due = start + Decimal(str(row.assessment.expected)) * (target - start)
    shown = row.assessment.shown
    said = f"Its owner says so; its pace is {WORDS[shown.computed]}." if shown.status is shown.declared else ""
    return Plan(
        target=(target / size).quantize(MILLIONTH),
        expected=(due / size).quantize(MILLIONTH),
        status=row.status,
        owner=result.owner.name if result.owner else "",
        note=said if shown.computed is not shown.status else "",
    )


def _set(told: Sources, definitions: Mapping[str, Definition]) -> dict[str, Plan]:
    """Targets of KPIs for exactly these days; where days add up, of all their months as well."""
    if told.scope:
        return {}
    inside = KpiTarget.objects.filter(starts_on__gte=told.window.starts_on, ends_on__lte=told.window.ends_on)
    by_kpi: dict[str, dict[Window, Decimal]] = {}
    for row in inside:
        by_kpi.setdefault(row.kpi, {})[Window(row.starts_on, row.ends_on)] = row.value
    known = ((definitions[key], values) for key, values in by_kpi.items() if key in definitions)
    return {row.key: plan for row, values in known if (plan := _target(row, values, told))}


def _target(row: Definition, values: Mapping[Window, Decimal], told: Sources) -> Plan | None:
    owner = row.owner.name if row.owner else ""
    whole = values.get(told.window)
    if not is_flow(row):
        return Plan(whole, whole, None, owner) if whole is not None else None
    parts = {told.window: whole} if whole is not None else {one: values.get(one) for one in months(told.window)}
    wanted = [(one, value) for one, value in parts.items() if value is not None]
    if len(wanted) < len(parts):
        return None
    due = sum((value * _over(one, told) for one, value in wanted), Decimal(0))
    return Plan(sum((value for _, value in wanted), Decimal(0)), due.quantize(MILLIONTH), None, owner)


def _sales(told: Sources) -> dict[str, Plan]:
    if told.scope:
        return {}
    months = sales_months(told.window)
    target = sum((row.target for row in months if row.target is not None), Decimal(0))
    if not target:
        return {}
    due = sum((row.target * _over(month(row.month), told) for row in months if row.target is not None), Decimal(0))
    owners = {one.owner.name for row in months for one in row.rows if one.owner}
    return {SALES: Plan(target, due.quantize(Decimal("0.01")), None, owners.pop() if len(owners) == 1 else "")}


def _over(whole: Window, told: Sources) -> Decimal:
    """The share of a window that lies in the days that are over."""
    end = min(whole.ends_on, told.windows.to_date.ends_on)
    return Decimal(max(0, (end - whole.starts_on).days)) / whole.days


def judged(actual: Decimal | None, plan: Plan, *, better: str) -> Status:
    """The key result's own status, or for a target how the value stands against what is due by now.

    Where less is better the ratio is turned round.
    """
    if plan.status is not None:
        return plan.status
    if actual is None or plan.expected <= 0:
        return Status.NO_DATA
    if better == Direction.UP:
        ratio = float(actual / plan.expected)
    else:
        ratio = float(plan.expected / actual) if actual > 0 else 1.0
    return pace_status(progress=ratio, expected=1.0, has_check_in=True)
