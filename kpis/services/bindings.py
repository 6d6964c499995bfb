"""Let key results follow KPIs: their values arrive as computed check-ins, confidence stays with people."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from kpis.core.words import Unit
from kpis.models import Binding, Definition, MeasureRun
from kpis.selectors import Ask, CreditReader, Found, current_definitions, no_credit_yet, values
from okrs.core import measures as okr_measures
from okrs.core.progress import Kind
from okrs.core.quantity import same_unit
from okrs.models import Cycle, KeyResult
from okrs.services import ComputedValue, record_computed
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.selectors import organisation, today


class BindingRefused(ValueError):
    """A sentence: why a key result cannot follow a KPI."""


@transaction.atomic
def bind(key_result: KeyResult, kpi: Definition, *, now: datetime, scope: Scope | None = None) -> Binding:
    """Let a key result follow a KPI from now on; what was typed before stays. Raises BindingRefused."""
    if key_result.kind == Kind.MILESTONE:
        raise BindingRefused(f"{key_result} is a checklist; only measured key results follow a KPI.")
    if key_result.objective.cycle.state == Cycle.State.CLOSED:
        raise BindingRefused(f"{key_result.objective.cycle} is closed and keeps its values as they are.")
    if kpi.retired_at or not kpi.is_current:
        raise BindingRefused(f"{kpi.name} is out of use. Choose a KPI that is in force.")
    given = {"kpi": kpi.key, "scope": (scope or Scope()).as_mapping(), "made_at": now}
    binding, _ = Binding.objects.update_or_create(key_result=key_result, defaults=given)
    KeyResult.objects.filter(pk=key_result.pk).update(is_computed=True)
    return binding


@transaction.atomic
def unbind(key_result: KeyResult) -> None:
    """Let people type the values again; computed check-ins stay."""
    Binding.objects.filter(key_result=key_result).delete()
    KeyResult.objects.filter(pk=key_result.pk).update(is_computed=False)


def scope_of(binding: Binding) -> Scope:
    """The binding's scope, or that of its key result."""
    return Scope.from_mapping(binding.scope or binding.key_result.scope)


def record_bound(
    bindings: Sequence[Binding], *, run: MeasureRun, now: datetime, credits: CreditReader = no_credit_yet
) -> int:
    """Write today's values of bound key results as computed check-ins that name the run. How many were written."""
    definitions = {row.key: row for row in current_definitions()}
    readings = []
    for day, group in _by_window(bindings, today(now)).items():
        ask = Ask((day,), tuple(dict.fromkeys(map(scope_of, group))), now, organisation().time_zone)
        wanted = [definitions[key] for key in sorted({row.kpi for row in group} & set(definitions))]
        found = {(one.definition.key, one.cell.scope): one for one in values(wanted, ask, credits=credits)}
        readings += [_computed(row, found, day, run) for row in group if row.kpi in definitions]
    return record_computed([reading for reading in readings if reading is not None], now=now)


def _by_window(bindings: Sequence[Binding], today: date) -> dict[Window, list[Binding]]:
    """Bindings by the days of their cycle so far; cycles that have not begun are left out."""
    found: dict[Window, list[Binding]] = {}
    for row in bindings:
        cycle = row.key_result.objective.cycle
        until = min(cycle.ends_on, today + timedelta(days=1))
        if until > cycle.starts_on:
            found.setdefault(Window(cycle.starts_on, until), []).append(row)
    return found


def _computed(
    row: Binding, found: Mapping[tuple[str, Scope], Found], window: Window, run: MeasureRun
) -> ComputedValue | None:
    one = found[row.kpi, scope_of(row)]
    if one.answer.value is None:
        return None
    source = f"KPI {one.definition.key} v{one.definition.version}, run {run.pk}"
    return ComputedValue(row.key_result_id, _reading(row.key_result, one, window), source)


def _reading(key_result: KeyResult, one: Found, window: Window) -> okr_measures.Reading:
    day, answer = window.ends_on - timedelta(days=1), one.answer
    share = one.definition.unit == Unit.SHARE
    if key_result.measure == okr_measures.Measure.RATIO and answer.denominator is not None:
        return okr_measures.Reading(day, numerator=answer.numerator, denominator=answer.denominator)
    percent = share and same_unit(key_result.unit, "%")
    return okr_measures.Reading(day, (answer.value or Decimal(0)) * (100 if percent else 1))
