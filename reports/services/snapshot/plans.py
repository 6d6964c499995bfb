"""What was planned for a KPI: by a key result that follows it, or by the sales targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpis.models import Binding
from kpis.selectors import current_definitions
from okrs.core.status import Status, pace_status
from okrs.selectors import KeyResultRow, flat, objectives_with_progress, sales_months
from organisation.core.calendar import month
from organisation.core.scope import Scope
from reports.core.quantity import Unit
from reports.services.snapshot.sources import Sources

SALES = "revenue"
MILLIONTH = Decimal("0.000001")
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
    """Plans by the key of the KPI, for the snapshot's scope."""
    found = _sales(told)
    units = {row.key: row.unit for row in current_definitions()}
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
    return found


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


def _sales(told: Sources) -> dict[str, Plan]:
    if told.scope:
        return {}
    months = sales_months(told.window)
    target = sum((row.target for row in months if row.target is not None), Decimal(0))
    if not target:
        return {}
    due = sum((row.target * _over(row.month, told) for row in months if row.target is not None), Decimal(0))
    owners = {one.owner.name for row in months for one in row.rows if one.owner}
    return {SALES: Plan(target, due.quantize(Decimal("0.01")), None, owners.pop() if len(owners) == 1 else "")}


def _over(first: date, told: Sources) -> Decimal:
    """The share of a month that lies in the days that are over."""
    whole = month(first)
    end = min(whole.ends_on, told.windows.to_date.ends_on)
    return Decimal(max(0, (end - whole.starts_on).days)) / whole.days


def judged(actual: Decimal | None, plan: Plan, *, better: str, share: float) -> Status:
    """The key result's own status, or for a sales target what its pace says."""
    if plan.status is not None:
        return plan.status
    if actual is None or not plan.target:
        return Status.NO_DATA
    reached = float(actual / plan.target) if better == "up" else float(plan.target / actual) if actual else 1.0
    expected = float(plan.expected / plan.target) if better == "up" else share
    return pace_status(progress=reached, expected=expected, has_check_in=True)
