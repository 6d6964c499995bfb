"""Histories of key results that follow a KPI: its weeks in their scope, read from the facts. For workers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from forecasts.core.ahead.grid import Grid
from forecasts.core.ahead.known import Known, level_on, numbers
from forecasts.core.arrays import Floats
from forecasts.core.errors import CannotForecast
from forecasts.selectors.subjects import Subject, subject_of
from kpis.core.words import Unit
from kpis.models import Binding, Definition
from kpis.selectors import Ask, Found, current_definitions, newest_credit, values
from kpis.selectors.freshness import facts_behind, newest_facts, oldest_link
from okrs.core.measures import Measure
from okrs.core.quantity import same_unit
from organisation.core.calendar import Window, month
from organisation.core.scope import Scope
from organisation.selectors import organisation

WEEKS, MONTHS = 130, 36
BY_MONTH = frozenset({"spend", "touches"})
"""Facts whose measures are slow to read or unknown by week."""
Read = Mapping[tuple[str, Scope, Window], Found]


def followed_subjects(bindings: Sequence[Binding], *, today: date, now: datetime, locked_model: str) -> list[Subject]:
    """One subject per binding whose KPI is in force; the facts are asked once per grid."""
    definitions = {row.key: row for row in current_definitions()}
    grids = _grids(definitions, today)
    by_grid: dict[Grid, list[Binding]] = defaultdict(list)
    for row in bindings:
        if row.kpi in definitions:
            by_grid[grids[row.kpi]].append(row)
    credits, _ = newest_credit(model=locked_model)
    found = []
    for grid, group in by_grid.items():
        windows = _windows(grid, group)
        scopes = tuple(dict.fromkeys(_scope(row) for row in group))
        ask = Ask(tuple(windows), scopes, now, organisation().time_zone)
        wanted = [definitions[key] for key in sorted({row.kpi for row in group})]
        read = {
            (one.definition.key, one.cell.scope, one.cell.window): one for one in values(wanted, ask, credits=credits)
        }
        found += [_subject(row, definitions[row.kpi], grid, read) for row in group]
    return found


def _grids(definitions: Mapping[str, Definition], today: date) -> dict[str, Grid]:
    """By KPI, weeks that end where its facts do; months where it needs what is kept or read by month.

    Today is not over, so it is never part of a history.
    """
    newest = newest_facts(today)
    found = {}
    for key, facts in facts_behind(definitions.values()).items():
        last = oldest_link(facts, newest)
        origin = min(last + timedelta(days=1), today) if last else today
        found[key] = Grid(month(origin).starts_on, 0) if facts & BY_MONTH else Grid(origin)
    return found


def _windows(grid: Grid, group: Sequence[Binding]) -> list[Window]:
    steps = WEEKS if grid.days else MONTHS
    starts = {row.key_result.objective.cycle.starts_on for row in group}
    so_far = [Window(start, grid.origin) for start in sorted(starts) if start < grid.origin]
    return [*(grid.window(step) for step in range(-steps, 0)), *so_far]


def _scope(row: Binding) -> Scope:
    return Scope.from_mapping(row.scope or row.key_result.scope)


def _subject(row: Binding, kpi: Definition, grid: Grid, read: Read) -> Subject:
    scope = _scope(row)
    inside = ", ".join(value for values in scope.as_mapping().values() for value in values)
    known = _known(row, kpi, grid, read)
    if known is not None:
        source = f"{kpi.name} by {known.grid.step_words}{f' ({inside})' if inside else ''}, from imported facts"
        return subject_of(row.key_result, known, source=source)
    newest = read[kpi.key, scope, grid.window(-1)]
    reason = newest.answer.reason or f"{kpi.name} has no value in any {grid.per}."
    refusal = CannotForecast(reason, needs="Import the facts that this KPI is measured by.")
    return subject_of(row.key_result, None, source=kpi.name, refusal=refusal)


def _known(row: Binding, kpi: Definition, grid: Grid, read: Read) -> Known | None:
    """The KPI on this grid; None where it has no value there."""
    scope, key_result = _scope(row), row.key_result
    steps = range(-(WEEKS if grid.days else MONTHS), 0)
    found = [read[kpi.key, scope, grid.window(step)].answer for step in steps]
    start = key_result.objective.cycle.starts_on
    whole = read[kpi.key, scope, Window(start, grid.origin)].answer if start < grid.origin else None
    if key_result.measure == Measure.RATIO and any(one.denominator is not None for one in found):
        above, below = (numbers([getattr(one, part) for one in found]) for part in ("numerator", "denominator"))
        parts = (float(whole.numerator or 0), float(whole.denominator or 0)) if whole else (0.0, 0.0)
        share = np.divide(above, below, out=np.full(below.size, np.nan), where=below > 0)
        return Known(grid, share, _from_first(above, below), _from_first(below, below), parts_so_far=parts)
    scale = 100.0 if kpi.unit == Unit.SHARE and same_unit(key_result.unit, "%") else 1.0
    series = numbers([one.value for one in found]) * scale
    if np.isnan(series).all():
        return None
    if key_result.measure == Measure.FLOW:
        return Known(grid, _from_first(series, series), so_far=float(whole.value or 0) * scale if whole else 0.0)
    return level_on(grid, series)


def _from_first(values: Floats, guide: Floats) -> Floats:
    """Zeros before the first value of the guide are a time before the data began: unknown, not nothing."""
    begun = np.flatnonzero(np.nan_to_num(guide) != 0)
    first = int(begun[0]) if begun.size else 0
    return np.where(np.arange(values.size) < first, np.nan, values)
