"""The picture of a KPI: its months with margins, the year before, and its targets; and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpis.core.shown import shown
from kpis.core.words import Unit
from okrs.core.chart import DAYS, LAYOUT, VALUES, Cell, Chart, Column, Figure, Twin


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a KPI. `before` is the same month a year earlier; without a value, `reason` says why."""

    month: date
    value: Decimal | None
    margin: Decimal | None = None
    before: Decimal | None = None
    target: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reason: str = ""
    is_running: bool = False


def trend(points: Sequence[Point], *, unit: str, currency: str, finding: str, caption: str) -> Chart:
    """Months as a line; the month that still runs is drawn open, a month without data leaves a gap."""
    scale = 100 if unit == Unit.SHARE else 1
    x = [point.month.isoformat() for point in points]
    texts = [shown(point.value, unit=unit, currency=currency) for point in points]
    value = _line("Value", x, [_scaled(point.value, scale) for point in points], "accent", texts)
    value["mode"] = "lines+markers"
    value["marker"] = {
        "color": "accent",
        "size": 7,
        "symbol": ["circle-open" if point.is_running else "circle" for point in points],
    }
    if any(point.margin is not None for point in points):
        margins = [_scaled(point.margin, scale) or 0 for point in points]
        value["error_y"] = {"type": "data", "array": margins, "color": "ink-3", "thickness": 1.2, "width": 3}
    traces = [value]
    if any(point.before is not None for point in points):
        before = [shown(point.before, unit=unit, currency=currency) for point in points]
        line = _line("A year before", x, [_scaled(point.before, scale) for point in points], "f-none", before)
        traces.insert(0, {**line, "line": {"color": "f-none", "width": 1.5, "dash": "dot"}})
    if any(point.target is not None for point in points):
        traces.append(_targets(points, x, scale, unit, currency))
    return Chart(finding, caption, {"data": traces, "layout": _layout(unit, currency)}, _twin(points, unit, currency))


def _line(name: str, x: list[str], y: list[float | None], colour: str, texts: list[str]) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "text": texts, "connectgaps": False,
        "line": {"color": colour, "width": 2.25}, "hovertemplate": f"{name}, %{{x|%b %Y}}: %{{text}}<extra></extra>",
    }  # fmt: skip


def _targets(points: Sequence[Point], x: list[str], scale: int, unit: str, currency: str) -> Figure:
    return {
        "type": "scatter", "mode": "markers", "name": "Target", "x": x,
        "y": [_scaled(point.target, scale) for point in points],
        "text": [shown(point.target, unit=unit, currency=currency) for point in points],
        "marker": {"symbol": "line-ew", "size": 20, "line": {"width": 2, "color": "ink"}, "color": "ink"},
        "hovertemplate": "Target, %{x|%b %Y}: %{text}<extra></extra>",
    }  # fmt: skip


def _layout(unit: str, currency: str) -> Figure:
    suffix = {Unit.SHARE: " %", Unit.MONEY: f" {currency}"}.get(Unit(unit), "")
    return {
        **LAYOUT,
        "xaxis": {**DAYS, "tickformat": "%b %y"},
        "yaxis": {
            **VALUES, "ticksuffix": suffix, "rangemode": "tozero", "tickformat": ",~s" if unit == Unit.MONEY else ",",
        },
    }  # fmt: skip


def _twin(points: Sequence[Point], unit: str, currency: str) -> Twin:
    columns = [Column("Month"), *[Column(name, True) for name in ("Value", "Above", "Below", "Margin", "Target")]]
    return Twin([*columns, Column("Why there is none")], [_row(point, unit, currency) for point in points])


def _row(point: Point, unit: str, currency: str) -> list[Cell]:
    numbers = [point.value, point.numerator, point.denominator, point.margin, point.target]
    units = [unit, Unit.COUNT, Unit.COUNT, unit, unit]
    cells = [
        Cell(shown(value, unit=kind, currency=currency, exact=True), None if value is None else float(value))
        for value, kind in zip(numbers, units, strict=True)
    ]
    return [Cell(f"{point.month:%b %Y}"), *cells, Cell(point.reason)]


def _scaled(value: Decimal | None, scale: int) -> float | None:
    return None if value is None else float(value * scale)
