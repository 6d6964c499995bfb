"""The picture of a key result: its values against the expected way, with checkpoints, and the same as a table.

Colours are names of design tokens, which the page resolves for its theme.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrs.core.assessment import Evidence
from okrs.core.measures import Reading
from okrs.core.pace import expected_value

Figure = dict[str, object]

# What every picture over days has in common; colours are names of design tokens.
AXIS: Figure = {"automargin": True, "fixedrange": True, "linecolor": "line-strong", "ticks": ""}
DAYS: Figure = {**AXIS, "type": "date", "showgrid": False}
VALUES: Figure = {**AXIS, "showgrid": True, "gridcolor": "line", "zeroline": False, "nticks": 6}
LAYOUT: Figure = {
    "font": {"family": "Inter, system-ui, sans-serif", "size": 12.5, "color": "ink-2"},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "margin": {"l": 8, "r": 12, "t": 8, "b": 32},
    "hovermode": "closest",
    "dragmode": False,
    "showlegend": True,
    "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": "ink-2"}},
    "separators": ".,",
}


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a reader sees, and for numbers the full value that goes into the CSV."""

    text: str
    value: float | None = None

    @property
    def is_number(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Twin:
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Chart:
    """`finding` is the sentence above the picture, `caption` says what it is made of."""

    finding: str
    caption: str
    figure: Figure
    twin: Twin
    reading: str = ""

    def as_json(self) -> dict[str, object]:
        """What the programming interface serves."""
        return {
            "finding": self.finding,
            "caption": self.caption,
            "reading": self.reading,
            "figure": self.figure,
            "columns": [[column.label, column.is_number] for column in self.twin.columns],
            "rows": [[[cell.text, cell.value] for cell in row] for row in self.twin.rows],
        }


def values_against_pace(
    known: Evidence, readings: Sequence[Reading], *, finding: str, caption: str, today: date
) -> Chart:
    """Values by day, the expected way through its checkpoints, the edges of a band, and a rule at today."""
    unit = html.escape(known.definition.unit.replace("%{", "%"), quote=False)
    suffix = unit if unit == "%" else f" {unit}" if unit else ""
    traces = [*_way(known, suffix), *_edges(known, suffix), _values(readings, suffix)]
    span = [known.stretch.starts_on, known.stretch.ends_on]
    rule = {"type": "line", "xref": "x", "yref": "paper", "x0": _day(today), "x1": _day(today), "y0": 0, "y1": 1}
    shapes = [{**rule, "line": {"color": "ink-3", "width": 1, "dash": "dot"}}] if span[0] <= today < span[1] else []
    layout = {
        **LAYOUT,
        "shapes": shapes,
        "xaxis": {**DAYS, "range": [_day(day) for day in span]},
        "yaxis": {**VALUES, "tickformat": ",", "ticksuffix": suffix},
    }
    return Chart(finding, caption, {"data": traces, "layout": layout}, _twin(known, readings))


def _values(readings: Sequence[Reading], suffix: str) -> Figure:
    known = [reading for reading in readings if reading.value is not None]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "Value",
        "x": [_day(reading.day) for reading in known],
        "y": [_number(reading.value) for reading in known],
        "line": {"color": "accent", "width": 2.25},
        "marker": {"color": "accent", "size": 7},
        "hovertemplate": f"%{{x|%-d %b}}: %{{y:,}}{suffix}<extra></extra>",
    }


def _way(known: Evidence, suffix: str) -> list[Figure]:
    way = known.definition.way
    if way is None:
        return []
    inside = [p for p in known.checkpoints if known.stretch.starts_on <= p.due_on <= known.stretch.ends_on]
    days = sorted({known.stretch.starts_on, known.stretch.ends_on, *(point.due_on for point in inside)})
    values = [_expected(known, way, day) for day in days]
    line: Figure = {
        "type": "scatter",
        "mode": "lines",
        "name": "Expected",
        "x": [_day(day) for day in days],
        "y": values,
        "line": {"color": "ink-3", "width": 1.5, "dash": "dash"},
        "hovertemplate": f"Expected by %{{x|%-d %b}}: %{{y:,.4~r}}{suffix}<extra></extra>",
    }
    points: Figure = {
        "type": "scatter",
        "mode": "markers",
        "name": "Checkpoint",
        "x": [_day(point.due_on) for point in inside],
        "y": [_number(point.expected) for point in inside],
        "marker": {"color": "ink-2", "size": 8, "symbol": "diamond-open"},
        "hovertemplate": f"Checkpoint %{{x|%-d %b}}: %{{y:,}}{suffix}<extra></extra>",
    }
    return [line, points] if inside else [line]


def _edges(known: Evidence, suffix: str) -> list[Figure]:
    band = known.definition.band
    if band is None:
        return []
    edges = [("At least", band.low), ("At most", band.high)]
    days = [_day(known.stretch.starts_on), _day(known.stretch.ends_on)]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": days,
            "y": [_number(edge)] * 2,
            "line": {"color": "ink-3", "width": 1.5, "dash": "dash"},
            "hovertemplate": f"{name} %{{y:,}}{suffix}<extra></extra>",
        }
        for name, edge in edges
        if edge is not None
    ]


def _twin(known: Evidence, readings: Sequence[Reading]) -> Twin:
    way = known.definition.way
    columns = [Column("Day"), Column("Value", True), *([Column("Expected", True)] if way else [])]
    rows = []
    for reading in readings:
        row = [Cell(_day(reading.day)), _cell(reading.value)]
        if way is not None:
            row.append(_cell(Decimal(str(_expected(known, way, reading.day)))))
        rows.append(row)
    return Twin(columns, rows)


def _expected(known: Evidence, way: tuple[Decimal, Decimal], day: date) -> float:
    value = expected_value(
        stretch=known.stretch, baseline=way[0], target=way[1], checkpoints=known.checkpoints, today=day
    )
    return round(value, 4)


def _cell(value: Decimal | None) -> Cell:
    return Cell("–") if value is None else Cell(f"{value.normalize():,f}", float(value))


def _number(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _day(day: date) -> str:
    return day.isoformat()
