"""The KPIs of a snapshot: from the published measurements where they hold the window, asked of the facts elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpis.models import Definition, Measurement
from kpis.selectors import Ask, Found, current_definitions, newest_credit, scope_text, values
from organisation.core.calendar import Window, add_months, month
from reports.core.quantity import Quantity, Unit
from reports.services.snapshot.sources import Sources

MONTHS = 13


@dataclass(frozen=True, slots=True)
class Reading:
    """What a KPI was in one window, with what it rests on."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None
    margin: Decimal | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What each KPI was in each window of the snapshot's scope."""

    definitions: Mapping[str, Definition]
    found: Mapping[tuple[str, Window], Reading]
    months: tuple[Window, ...]

    def at(self, key: str, window: Window) -> Quantity:
        definition, found = self.definitions.get(key), self.found.get((key, window))
        if definition is None:
            return Quantity(None, Unit.COUNT, "This KPI is not in the catalogue any more.")
        if found is None:
            return Quantity(None, Unit(definition.unit), "It was not measured in these days.")
        return Quantity(found.value, Unit(definition.unit), found.reason, found.note if found.value is not None else "")

    def trend(self, key: str) -> tuple[Decimal | None, ...]:
        return tuple(self.at(key, window).value for window in self.months)

    def one(self, key: str, window: Window) -> Reading | None:
        return self.found.get((key, window))


def numbers(keys: Iterable[str], told: Sources) -> Numbers:
    """The named KPIs in the cycle, what it is compared with, and the last months."""
    known = {row.key: row for row in current_definitions()}
    wanted = [known[key] for key in dict.fromkeys(keys) if key in known]
    last = month(told.day)
    months = tuple(month(add_months(last.starts_on, step)) for step in range(1 - MONTHS, 1))
    windows = tuple(dict.fromkeys((*told.windows.all, *months)))
    found = _measured([row.key for row in wanted], windows, told)
    kept = {window for _, window in found}
    flows = [row for row in wanted if is_flow(row)]
    whole = tuple(window for window in windows if window not in kept and window not in told.windows.parts)
    parts = tuple(window for window in told.windows.parts if window not in kept)
    return Numbers(known, found | _asked(wanted, whole, told) | _asked(flows, parts, told), months)


def split(keys: Sequence[str], told: Sources, *, by: str) -> Mapping[tuple[str, Window, str], Decimal]:
    """The named KPIs by the members of a dimension, in the days of the cycle and the same days before."""
    known = {row.key: row for row in current_definitions()}
    credits, _ = newest_credit(model=told.inputs.locked_model or "linear")
    windows = tuple(dict.fromkeys((told.windows.cycle, told.windows.previous_days)))
    ask = Ask(windows=windows, scopes=(told.scope,), now=told.now, zone=told.zone, by=by)
    found = values([known[key] for key in keys if key in known], ask, credits=credits)
    return {
        (one.definition.key, one.cell.window, one.cell.member): one.answer.value
        for one in found
        if one.cell.member is not None and one.answer.value is not None
    }


def is_flow(definition: Definition) -> bool:
    """Whether the KPI adds up over days, so that a part of a quarter is compared with the same part of another."""
    adds_up = definition.unit in {Unit.COUNT, Unit.MONEY} and not definition.is_level
    return adds_up and "/" not in definition.formula


def _measured(keys: Sequence[str], windows: Sequence[Window], told: Sources) -> dict[tuple[str, Window], Reading]:
    rows = Measurement.objects.filter(run=told.measured, key__in=keys, dimension="", scope_text=scope_text(told.scope))
    inside = set(windows)
    return {
        (row.key, window): Reading(row.value, row.numerator, row.denominator, row.n, row.margin, row.reason, row.note)
        for row in rows
        if (window := Window(row.starts_on, row.ends_on)) in inside
    }


def _asked(
    wanted: Sequence[Definition], windows: tuple[Window, ...], told: Sources
) -> dict[tuple[str, Window], Reading]:
    if not windows or not wanted:
        return {}
    credits, _ = newest_credit(model=told.inputs.locked_model or "linear")
    ask = Ask(windows=windows, scopes=(told.scope,), now=told.now, zone=told.zone)
    return {(one.definition.key, one.cell.window): _reading(one) for one in values(wanted, ask, credits=credits)}


def _reading(found: Found) -> Reading:
    answer = found.answer
    return Reading(answer.value, answer.numerator, answer.denominator, found.n, found.margin, answer.reason, found.note)
