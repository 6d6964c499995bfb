"""Say what KPIs do for objectives, take it back, and take it over into the next cycle."""

from datetime import datetime

from django.db import transaction

from kpis.core.matrix import Serves, is_outcome, refusal
from kpis.models import Definition, MatrixEntry
from okrs.models import Cycle, Objective
from people.models import User
from people.services import record


class MatrixRefused(ValueError):
    """A sentence: why a cell cannot be set like this, and what to do."""


@transaction.atomic
def set_cell(
    *,
    kpi: Definition,
    objective: Objective,
    serves: Serves | None,
    now: datetime,
    by: User | None,
    rationale: str | None = None,
    leads_to: str = "",
) -> MatrixEntry | None:
    """Say what a KPI does for an objective; None clears the cell. What was said before stays as an earlier row.

    Without a rationale the one before is kept. A leading KPI that only counts activity leads to the one outcome KPI
    that shows the objective directly, where there is exactly one. Raises MatrixRefused.
    """
    _check_open(objective)
    cells = MatrixEntry.objects.select_for_update().filter(objective=objective, is_current=True)
    current = {row.kpi: row for row in cells}
    last = current.get(kpi.key)
    if serves is None:
        if last is None or not last.serves:
            return last
        return _write(kpi, objective, "", "", "", last, now=now, by=by)
    if serves is Serves.LEADING:
        leads_to = leads_to or (last.leads_to if last else "") or _only_outcome(kpi, current)
        _check_end(kpi, leads_to)
    else:
        leads_to = ""
    why = refusal(name=kpi.name, tier=kpi.tier, serves=serves, leads_to=leads_to)
    if why:
        raise MatrixRefused(why)
    kept = (last.rationale if last else "") if rationale is None else rationale.strip()[:300]
    if last is not None and (last.serves, last.leads_to, last.rationale) == (serves, leads_to, kept):
        return last
    return _write(kpi, objective, serves, leads_to, kept, last, now=now, by=by)


@transaction.atomic
def undo_cell(*, cycle: Cycle, by: User, now: datetime) -> MatrixEntry:
    """Take one's newest change of the cycle back: the row before is in force again. Raises MatrixRefused."""
    mine = MatrixEntry.objects.select_for_update().filter(objective__cycle=cycle, made_by=by, undone_at=None)
    row = mine.order_by("-pk").first()
    if row is None:
        raise MatrixRefused("There is no change of yours to take back.")
    _check_open(row.objective)
    if not row.is_current:
        raise MatrixRefused("Somebody has changed this cell since, so your change cannot be taken back.")
    row.is_current, row.undone_at = False, now
    row.save(update_fields=["is_current", "undone_at"])
    before = MatrixEntry.objects.filter(kpi=row.kpi, objective=row.objective, undone_at=None).exclude(pk=row.pk)
    last = before.order_by("-pk").first()
    if last is not None:
        last.is_current = True
        last.save(update_fields=["is_current"])
    record(by=by, verb="kpis.unmapped", subject=row.objective, detail={"kpi": row.kpi, "taken_back": row.serves})
    return row


@transaction.atomic
def take_over(*, cycle: Cycle, now: datetime, by: User | None) -> int:
    """Copy what was said of objectives that were carried over into this cycle; said cells stay. How many were set."""
    carried = {row.carried_from_id: row for row in Objective.objects.filter(cycle=cycle, carried_from__isnull=False)}
    if cycle.state == Cycle.State.CLOSED:
        raise MatrixRefused(f"{cycle} is closed and keeps its matrix as it is.")
    said = set(MatrixEntry.objects.filter(objective__cycle=cycle, is_current=True).values_list("kpi", "objective_id"))
    known = set(Definition.objects.current().values_list("key", flat=True))
    made = [
        MatrixEntry(
            kpi=row.kpi, objective=carried[row.objective_id], serves=row.serves, leads_to=row.leads_to,
            rationale=row.rationale, made_at=now, made_by=by,
        )
        for row in MatrixEntry.objects.in_force().filter(objective__in=list(carried))
        if (row.kpi, carried[row.objective_id].pk) not in said and row.kpi in known
    ]  # fmt: skip
    MatrixEntry.objects.bulk_create(made)
    if made:
        record(by=by, verb="kpis.taken_over", subject=cycle, detail={"cells": len(made)})
    return len(made)


def _check_open(objective: Objective) -> None:
    if objective.cycle.state == Cycle.State.CLOSED:
        raise MatrixRefused(f"{objective.cycle} is closed and keeps its matrix as it is.")
    if objective.state == Objective.State.DROPPED:
        raise MatrixRefused(f"{objective} was dropped. Map KPIs to objectives that still count.")


def _only_outcome(kpi: Definition, current: dict[str, MatrixEntry]) -> str:
    """The one outcome KPI that shows the objective directly; empty where there is none, or more than one."""
    if is_outcome(kpi.tier):
        return ""
    direct = [row.kpi for row in current.values() if row.serves == Serves.DIRECT]
    return direct[0] if len(direct) == 1 else ""


def _check_end(kpi: Definition, leads_to: str) -> None:
    if not leads_to:
        return
    end = Definition.objects.current().filter(key=leads_to).first()
    if end is None:
        raise MatrixRefused(f"There is no KPI {leads_to!r} in force that {kpi.name} could lead to.")
    if end.key == kpi.key:
        raise MatrixRefused(f"{kpi.name} cannot lead to itself. Choose another KPI.")
    if not is_outcome(end.tier):
        raise MatrixRefused(f"{end.name} counts activity as well. Choose an outcome KPI that {kpi.name} leads to.")


def _write(
    kpi: Definition,
    objective: Objective,
    serves: str,
    leads_to: str,
    rationale: str,
    last: MatrixEntry | None,
    *,
    now: datetime,
    by: User | None,
) -> MatrixEntry:
    if last is not None:
        MatrixEntry.objects.filter(pk=last.pk).update(is_current=False)
    detail = {"kpi": kpi.key, "serves": {"from": last.serves if last else "", "to": serves}, "leads_to": leads_to}
    record(by=by, verb="kpis.mapped", subject=objective, detail=detail)
    return MatrixEntry.objects.create(
        kpi=kpi.key, objective=objective, serves=serves, leads_to=leads_to, rationale=rationale,
        made_at=now, made_by=by,
    )  # fmt: skip
