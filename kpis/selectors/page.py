"""What the page of one KPI reads: its months, its value in a cycle, its parts, its lineage and what it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kpis.core.chart import Point
from kpis.core.shown import Change, change
from kpis.core.words import Unit
from kpis.models import Binding, Definition, KpiTarget, MatrixEntry, Measurement, MeasureRun
from kpis.selectors.latest import run_shown
from kpis.selectors.lineage import Lineage, lineage
from kpis.selectors.members import labels
from okrs.models import Cycle
from okrs.selectors import Reported
from organisation.core.calendar import Window, add_months, month

MONTHS_SHOWN = 24
PARTS_SHOWN = 100
LISTED = 20
SPLITS = ("channel", "theme", "campaign", "segment", "region", "product", "business_unit", "business")


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a breakdown."""

    label: str
    found: Measurement


@dataclass(frozen=True, slots=True)
class KpiPage:
    definition: Definition
    versions: Sequence[Definition]
    run: MeasureRun | None
    now: Measurement | None
    before: Measurement | None
    before_cycle: Cycle | None
    moved: Change | None
    target: KpiTarget | None
    points: Sequence[Point]
    by: str
    dimensions: Sequence[str]
    parts: Sequence[Part]
    lineage: Lineage
    followers: Sequence[Binding]
    serves: Sequence[MatrixEntry]


def kpi_page(
    key: str,
    *,
    cycle: Cycle | None,
    cycles: Sequence[Cycle],
    day: date,
    by: str = "",
    reported: Reported | None = None,
) -> KpiPage | None:
    """The page of a KPI by key; None where there is none. Everything is read from one run."""
    signed = ("owner", "defined_by", "marketing_signed_by", "finance_signed_by")
    rows = list(Definition.objects.filter(Q(is_current=True) | Q(key=key)).select_related(*signed))
    current = {row.key: row for row in rows if row.is_current}
    if key not in current:
        return None
    run = run_shown(reported)
    windows, parts = _measured(key, run, cycle)
    before = _cycle_before(cycle, cycles, windows)
    now_found, before_found = windows.get(_window(cycle)), windows.get(_window(before))
    dimensions = [name for name in SPLITS if any(row.member for row in parts.get(name, []))]
    chosen = by if by in dimensions else next(iter(dimensions), "")
    targets = list(KpiTarget.objects.filter(kpi=key))
    return KpiPage(
        definition=current[key],
        versions=sorted((row for row in rows if row.key == key), key=lambda row: -row.version),
        run=run,
        now=now_found,
        before=before_found,
        before_cycle=before,
        moved=_moved(current[key], now_found, before_found, cycle, day),
        target=next((row for row in targets if cycle and (row.starts_on, row.ends_on) == _days(cycle)), None),
        points=_points(windows, targets, day),
        by=chosen,
        dimensions=dimensions,
        parts=_labelled(parts.get(chosen, []), chosen),
        lineage=lineage(current[key], current, run, day=day),
        followers=_followers(key),
        serves=_served(key),
    )


def _followers(key: str) -> Sequence[Binding]:
    return list(Binding.objects.filter(kpi=key).select_related("key_result__objective__cycle").order_by("-pk")[:LISTED])


def _served(key: str) -> Sequence[MatrixEntry]:
    entries = MatrixEntry.objects.in_force().filter(kpi=key)
    return list(entries.select_related("objective__cycle").order_by("-pk")[:LISTED])


def is_flow(row: Definition) -> bool:
    """Whether a longer window holds more of it, so that a part of a cycle cannot be held against a whole one."""
    return row.unit in {Unit.COUNT, Unit.MONEY} and not row.is_level and "/" not in row.formula


def _measured(
    key: str, run: MeasureRun | None, cycle: Cycle | None
) -> tuple[Mapping[Window | None, Measurement], Mapping[str, list[Measurement]]]:
    """The whole by window, and the parts of the cycle by dimension."""
    wanted = Q(dimension="")
    if cycle is not None:
        wanted |= Q(starts_on=cycle.starts_on, ends_on=cycle.ends_on)
    wholes: dict[Window | None, Measurement] = {}
    parts: dict[str, list[Measurement]] = {}
    rows = Measurement.objects.filter(wanted, run=run, key=key, scope_text="{}").select_related("definition")
    for row in rows:
        if row.dimension:
            parts.setdefault(row.dimension, []).append(row)
        else:
            wholes[Window(row.starts_on, row.ends_on)] = row
    return wholes, parts


def _labelled(rows: list[Measurement], by: str) -> Sequence[Part]:
    names = labels(by) if by else {}
    ordered = sorted(rows, key=lambda row: (-(row.value or 0), row.member))
    return [Part(names.get(row.member, row.member), row) for row in ordered[:PARTS_SHOWN]]


def _points(windows: Mapping[Window | None, Measurement], targets: Sequence[KpiTarget], day: date) -> Sequence[Point]:
    by_window = {Window(row.starts_on, row.ends_on): row.value for row in targets}
    months = [month(add_months(day, -back)) for back in range(MONTHS_SHOWN - 1, -1, -1)]
    points = []
    for window in months:
        row = windows.get(window)
        if row is None:
            continue
        earlier = windows.get(month(add_months(window.starts_on, -12)))
        points.append(
            Point(
                window.starts_on, row.value, row.margin, earlier.value if earlier else None, by_window.get(window),
                row.numerator, row.denominator, row.reason, day in window,
            )
        )  # fmt: skip
    known = [number for number, point in enumerate(points) if point.value is not None]
    return points[known[0] :] if known else []


def _moved(
    definition: Definition, now: Measurement | None, before: Measurement | None, cycle: Cycle | None, day: date
) -> Change | None:
    running = cycle is not None and day < cycle.ends_on
    if now is None or before is None or (running and is_flow(definition)):
        return None
    return change(
        now=now.value, before=before.value, unit=definition.unit, good=definition.direction,
        margin_now=now.margin, margin_before=before.margin,
    )  # fmt: skip


def _cycle_before(
    cycle: Cycle | None, cycles: Sequence[Cycle], windows: Mapping[Window | None, Measurement]
) -> Cycle | None:
    """The newest measured cycle that had ended when this one began."""
    if cycle is None:
        return None
    ended = [row for row in cycles if row.ends_on <= cycle.starts_on and _window(row) in windows]
    return max(ended, key=lambda row: (row.ends_on, row.starts_on), default=None)


def _window(cycle: Cycle | None) -> Window | None:
    return Window(*_days(cycle)) if cycle else None


def _days(cycle: Cycle) -> tuple[date, date]:
    return cycle.starts_on, cycle.ends_on
