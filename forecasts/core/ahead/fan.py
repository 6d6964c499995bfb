"""The picture of an outlook: what is known, the fan of futures, and the target; and the same as a table."""

import html
from dataclasses import dataclass
from datetime import date, timedelta

from forecasts.core.ahead.heading import FanStep, Heading
from forecasts.core.ahead.words import Write
from okrs.core.chart import DAYS, LAYOUT, VALUES, Cell, Chart, Column, Figure, Twin

BANDS = ((0, 6, 0.10, "95 of 100 futures"), (1, 5, 0.18, "80 of 100"), (2, 4, 0.26, "half of them"))
MIDDLE = 3
PAST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the drawing needs beside the forecast. `scale` turns values into those on the axis (100 for a share)."""

    finding: str
    caption: str
    reading: str
    write: Write
    target: float | None
    ends_on: date
    suffix: str = ""
    scale: float = 1.0


def fan_chart(found: Heading, drawn: Drawn) -> Chart:
    """Known values as a line, futures as three bands around their median, the target as a rule."""
    past = found.past[-PAST_SHOWN:]
    traces = [*_bands(found, drawn, past), _known(past, drawn), _median(found, drawn, past)]
    if drawn.target is not None:
        start = past[0][0] if past else found.fan[0].until
        traces.append(_target(start, drawn))
    return Chart(drawn.finding, drawn.caption, {"data": traces, "layout": _layout(drawn)}, _twin(found, drawn, past),
                 drawn.reading)  # fmt: skip


Past = tuple[tuple[date, float], ...]


def _bands(found: Heading, drawn: Drawn, past: Past) -> list[Figure]:
    traces: list[Figure] = []
    for low, high, alpha, name in BANDS:
        edge: Figure = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
        x = _days(found.fan, past)
        fill: Figure = {"fill": "tonexty", "fillcolor": f"accent/{alpha}", "name": name}
        traces.append({**edge, "x": x, "y": _along(found.fan, low, drawn, past), "showlegend": False})
        traces.append({**edge, **fill, "x": x, "y": _along(found.fan, high, drawn, past)})
    return traces


def _known(past: Past, drawn: Drawn) -> Figure:
    return {
        "type": "scatter", "mode": "lines", "name": "Known",
        "x": [_day(day) for day, _ in past], "y": [value * drawn.scale for _, value in past],
        "text": [drawn.write(value) for _, value in past], "line": {"color": "ink", "width": 2.25},
        "hovertemplate": "Known, %{x|%-d %b %Y}: %{text}<extra></extra>",
    }  # fmt: skip


def _median(found: Heading, drawn: Drawn, past: Past) -> Figure:
    told = [f"{drawn.write(step.quantiles[1])} to {drawn.write(step.quantiles[5])}" for step in found.fan]
    return {
        "type": "scatter", "mode": "lines", "name": "Middle of the futures",
        "x": _days(found.fan, past), "y": _along(found.fan, MIDDLE, drawn, past),
        "text": [*(drawn.write(value) for _, value in past[-1:]), *told],
        "line": {"color": "accent", "width": 2.25, "dash": "dot"},
        "hovertemplate": "%{x|%-d %b %Y}: %{text}, four of five futures<extra></extra>",
    }  # fmt: skip


def _target(start: date, drawn: Drawn) -> Figure:
    target = drawn.target or 0.0
    return {
        "type": "scatter", "mode": "lines", "name": "Target",
        "x": [_day(start), _day(drawn.ends_on - timedelta(days=1))], "y": [target * drawn.scale] * 2,
        "text": [drawn.write(target)] * 2, "line": {"color": "ink-3", "width": 1.5, "dash": "dash"},
        "hovertemplate": "Target: %{text}<extra></extra>",
    }  # fmt: skip


def _days(fan: tuple[FanStep, ...], past: Past) -> list[str]:
    return [*(_day(day) for day, _ in past[-1:]), *(_day(step.until) for step in fan)]


def _along(fan: tuple[FanStep, ...], place: int, drawn: Drawn, past: Past) -> list[float]:
    return [
        *(value * drawn.scale for _, value in past[-1:]),
        *(round(step.quantiles[place] * drawn.scale, 4) for step in fan),
    ]


def _layout(drawn: Drawn) -> Figure:
    suffix = html.escape(drawn.suffix.replace("%{", "%"), quote=False)
    return {
        **LAYOUT,
        "xaxis": {**DAYS, "tickformat": "%-d %b<br>%Y", "nticks": 7},
        "yaxis": {**VALUES, "tickformat": ",~s", "ticksuffix": suffix},
    }  # fmt: skip


def _twin(found: Heading, drawn: Drawn, past: Past) -> Twin:
    columns = [Column("Up to"), *[Column(name, True) for name in ("Known", "Low (80 %)", "Middle", "High (80 %)")]]
    known = [[Cell(_last(day)), _cell(value, drawn), *[Cell("–")] * 3] for day, value in past]
    ahead = [
        [Cell(_last(step.until)), Cell("–"), *(_cell(step.quantiles[place], drawn) for place in (1, MIDDLE, 5))]
        for step in found.fan
    ]
    return Twin(columns, [*known, *ahead])


def _cell(value: float, drawn: Drawn) -> Cell:
    return Cell(drawn.write(value), round(value, 6))


def _last(until: date) -> str:
    return (until - timedelta(days=1)).isoformat()


_day = _last
