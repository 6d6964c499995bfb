"""KPI rows: actual against plan, the quarter before and the year before, with status, cause and owner."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from kpis.models import Definition
from okrs.core.status import Status
from organisation.core.calendar import Window
from reports.core.quantity import NO_PART, Quantity, Unit, change, if_sure
from reports.core.snapshot import KpiRow, View
from reports.services.snapshot.catalogue import BOARD, DEPARTMENTS
from reports.services.snapshot.causes import Causes
from reports.services.snapshot.numbers import Numbers, Reading, is_flow
from reports.services.snapshot.plans import Plan, judged
from reports.services.snapshot.sources import Sources

NO_PLAN = "No key result of this cycle follows it, and no target is set."


def board(told: Sources, known: Numbers, planned: Mapping[str, Plan], causes: Causes) -> tuple[KpiRow, ...]:
    """Six to eight rows: of each line of the catalogue the KPI that was planned, or else one with data."""
    chosen = [_chosen(line, told, known, planned) for line in BOARD]
    return tuple(row(key, told, known, planned, causes) for key in chosen if key in known.definitions)


def views(told: Sources, known: Numbers, planned: Mapping[str, Plan], causes: Causes) -> tuple[View, ...]:
    return tuple(
        View(one.key, one.title, one.lede, _rows(one.kpis, told, known, planned, causes)) for one in DEPARTMENTS
    )


def row(key: str, told: Sources, known: Numbers, planned: Mapping[str, Plan], causes: Causes) -> KpiRow:
    definition, plan = known.definitions[key], planned.get(key)
    unit, windows = Unit(definition.unit), told.windows
    actual = known.at(key, windows.cycle)
    previous = _compared(key, definition, known, windows.previous_days, windows.previous)
    year_ago = _compared(key, definition, known, windows.year_days, windows.year)
    here = known.one(key, windows.cycle)
    moved = _change(actual, previous, here, known.one(key, windows.previous))
    expected = Quantity(plan.expected if plan else None, unit, "" if plan else NO_PLAN)
    status = judged(actual.value, plan, better=definition.direction) if plan else Status.NO_DATA
    return KpiRow(
        key=key,
        label=definition.name,
        better=definition.direction,
        actual=actual,
        plan=Quantity(plan.target if plan else None, unit, "" if plan else NO_PLAN),
        expected=expected,
        variance=change(actual, expected),
        previous=previous,
        change=moved,
        year_ago=year_ago,
        year_change=_change(actual, year_ago, here, known.one(key, windows.year)),
        status=status.value,
        status_note=plan.note if plan else "No plan",
        cause=causes.of(definition, actual, previous, moved),
        owner=(plan.owner if plan else "") or (definition.owner.name if definition.owner else ""),
        definition=f"{definition.text} (version {definition.version})",
        trend=known.trend(key),
    )


def _rows(
    keys: Sequence[str], told: Sources, known: Numbers, planned: Mapping[str, Plan], causes: Causes
) -> tuple[KpiRow, ...]:
    return tuple(row(key, told, known, planned, causes) for key in keys if key in known.definitions)


def _chosen(line: Sequence[str], told: Sources, known: Numbers, planned: Mapping[str, Plan]) -> str:
    with_data = [key for key in line if known.at(key, told.windows.cycle)]
    return next((key for key in line if key in planned), next(iter(with_data), line[0]))


def _compared(key: str, definition: Definition, known: Numbers, days: Window, whole: Window) -> Quantity:
    """The same days before for what adds up over days; the whole quarter for rates and levels."""
    if not is_flow(definition) or days == whole:
        return known.at(key, whole)
    part = known.at(key, days)
    if part:
        last = days.ends_on - timedelta(days=1)
        return replace(part, note=f"up to {last:%-d %b %Y}, as many days")
    full = known.at(key, whole)
    return replace(full, note=NO_PART) if full and "by month" in part.reason else full


def _if_alike(actual: Quantity, before: Quantity) -> Quantity:
    """No change is computed between a part of a quarter and a whole one."""
    if before.span:
        return Quantity(None, Unit.SHARE, "The cycle is not over, and credit before is known for whole months only.")
    return change(actual, before)


def _change(actual: Quantity, previous: Quantity, now: Reading | None, before: Reading | None) -> Quantity:
    """Of what is alike, and of a survey only where it is larger than chance."""
    found = _if_alike(actual, previous)
    if now is None or before is None:
        return found
    return if_sure(found, now=(now.value, now.margin), before=(before.value, before.margin))
