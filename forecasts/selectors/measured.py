"""Histories of KPIs: the whole months of the newest run. For workers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.grid import Grid
from forecasts.core.ahead.known import Kind, Known, level_on, numbers
from forecasts.core.ahead.words import kpi_writer
from forecasts.selectors.subjects import Subject
from kpis.core.words import Direction, Unit
from kpis.models import Definition, KpiTarget, Measurement, MeasureRun
from kpis.selectors import latest_run
from kpis.selectors.freshness import facts_behind, oldest_link
from kpis.selectors.page import is_flow
from okrs.models import Cycle
from organisation.core.calendar import Window, add_months, month

MONTHS = 24
PARTS = ("numerator", "denominator")
Months = Mapping[date, Measurement]


def measured_subjects(cycle: Cycle | Window, *, today: date, currency: str) -> list[Subject]:
    """One subject per KPI in force that has a value in any of its months; four queries."""
    run = latest_run()
    if run is None:
        return []
    definitions = {row.key: row for row in Definition.objects.current()}
    by_kpi = _months(run, today)
    window = Window(cycle.starts_on, cycle.ends_on)
    given = {"starts_on": window.starts_on, "ends_on": window.ends_on}
    targets = {row.kpi: float(row.value) for row in KpiTarget.objects.filter(**given)}
    origins = _origins(run, definitions, today)
    return [
        _subject(definitions[key], months, window, origins[key], targets.get(key), currency)
        for key, months in by_kpi.items()
        if key in definitions and any(row.value is not None for row in months.values())
    ]


def _months(run: MeasureRun, today: date) -> dict[str, dict[date, Measurement]]:
    since = add_months(today, -MONTHS)
    rows = Measurement.objects.filter(
        run=run, dimension="", scope_text="{}", starts_on__gte=since, ends_on__lte=month(today).starts_on
    )
    found: dict[str, dict[date, Measurement]] = defaultdict(dict)
    for row in rows.order_by("key", "starts_on"):
        if Window(row.starts_on, row.ends_on) == month(row.starts_on):
            found[row.key][row.starts_on] = row
    return found


def _origins(run: MeasureRun, definitions: Mapping[str, Definition], today: date) -> dict[str, date]:
    """By KPI, the first day of the first month that its facts do not wholly speak of."""
    newest = {name: date.fromisoformat(text) for name, text in run.newest_facts.items()}
    last = {key: oldest_link(facts, newest) for key, facts in facts_behind(definitions.values()).items()}
    return {key: month(min(day + timedelta(days=1), today) if day else today).starts_on for key, day in last.items()}


def _subject(
    kpi: Definition, months: Months, window: Window, origin: date, target: float | None, currency: str
) -> Subject:
    kind = _kind(kpi, months)
    grid = Grid(origin, 0)
    starts = [grid.start(step) for step in range(-MONTHS, 0)]
    found = [months.get(start) for start in starts]
    inside = [row for row in found if row and row.starts_on >= window.starts_on]
    known = _known(kind, grid, found, inside)
    rises = kpi.direction == Direction.UP
    goal = Goal(
        kind=kind,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        at_least=target if rises else None,
        at_most=None if rises else target,
        whole=1.0 if kpi.unit == Unit.SHARE else None,
        is_cumulative=False,
    )
    is_whole = kind is Kind.FLOW and known.is_whole
    is_share = kpi.unit == Unit.SHARE
    return Subject(
        key_result=None, kpi=kpi.key, goal=goal, ends_on=window.ends_on, known=known,
        write=kpi_writer(kpi.unit, currency, is_whole=is_whole), unit=kpi.unit, is_whole=is_whole,
        source=f"{kpi.name}, version {kpi.version}, by {known.grid.step_words}",
        suffix=" %" if is_share else f" {currency}" if kpi.unit == Unit.MONEY else "",
        scale=100.0 if is_share else 1.0,
    )  # fmt: skip


def _kind(kpi: Definition, months: Months) -> Kind:
    if not kpi.is_level and any(row.denominator is not None for row in months.values()):
        return Kind.RATIO
    return Kind.FLOW if is_flow(kpi) else Kind.LEVEL


def _known(kind: Kind, grid: Grid, found: Sequence[Measurement | None], inside: Sequence[Measurement]) -> Known:
    values = numbers([row.value if row else None for row in found])
    if kind is Kind.LEVEL:
        return level_on(grid, values)
    if kind is Kind.FLOW:
        return Known(grid, values, so_far=_sum(inside, "value"))
    above, below = (numbers([getattr(row, part) if row else None for row in found]) for part in PARTS)
    return Known(grid, values, above, below, parts_so_far=(_sum(inside, PARTS[0]), _sum(inside, PARTS[1])))


def _sum(rows: Sequence[Measurement], name: str) -> float:
    return sum(float(getattr(row, name) or 0) for row in rows)
