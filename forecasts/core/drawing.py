"""Lines, ranges and stacks as plain dicts for the page's charts. Colours are names of design tokens."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

Trace = dict[str, object]
Figure = dict[str, object]
COLOURS = ("accent", "f-profit", "f-share", "f-brand", "f-customer", "f-revenue", "f-none", "ink-2")


@dataclass(frozen=True, slots=True)
class Axis:
    """A title under or beside the axis, and what follows each of its numbers."""

    title: str = ""
    suffix: str = ""
    is_date: bool = False
    is_whole: bool = False
    tickformat: str = ","


def colour(place: int) -> str:
    """The colour of the series at a place; after eight they begin again."""
    return COLOURS[place % len(COLOURS)]


def line(
    name: str, x: Sequence[object], y: Sequence[float | None], *, tone: str, dash: str = "solid", mark: bool = False,
    stack: str = "",
) -> Trace:  # fmt: skip
    """A line; `stack` names the group whose lines are drawn one upon another as areas."""
    said = plain(name)
    trace: Trace = {
        "type": "scatter", "mode": "lines+markers" if mark else "lines", "name": said, "x": list(x), "y": list(y),
        "line": {"color": tone, "width": 0.5 if stack else 2.25, "dash": dash}, "connectgaps": False,
        "hovertemplate": f"{said}, %{{x}}: %{{y:,.3~s}}<extra></extra>",
    }  # fmt: skip
    return {**trace, "stackgroup": stack, "fillcolor": f"{tone}/0.55"} if stack else trace


def band(x: Sequence[object], low: Sequence[float], high: Sequence[float], *, tone: str) -> list[Trace]:
    """A range as a faint area, to be drawn before its line."""
    edge: Trace = {
        "type": "scatter", "mode": "lines", "x": list(x), "line": {"width": 0}, "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip
    return [{**edge, "y": list(low)}, {**edge, "y": list(high), "fill": "tonexty", "fillcolor": f"{tone}/0.14"}]


def points(name: str, x: Sequence[object], y: Sequence[float | None], *, tone: str) -> Trace:
    said = plain(name)
    return {
        "type": "scatter", "mode": "markers", "name": said, "x": list(x), "y": list(y),
        "marker": {"color": tone, "size": 8}, "hovertemplate": f"{said}, %{{x}}: %{{y:,.3~s}}<extra></extra>",
    }  # fmt: skip


def figure(traces: Sequence[Trace], *, x: Axis, y: Axis) -> Figure:
    base = {"automargin": True, "fixedrange": True, "linecolor": "line-strong", "ticks": "", "zeroline": False}
    across: Figure = {**base, "showgrid": False, "title": {"text": x.title}, "ticksuffix": x.suffix}
    if x.is_whole:
        across |= {"dtick": 1}
    if x.is_date:
        across |= {"type": "date", "tickformat": "%b %y"}
    else:
        across |= {"tickformat": x.tickformat}
    up = {
        **base, "showgrid": True, "gridcolor": "line", "nticks": 6, "rangemode": "tozero", "title": {"text": y.title},
        "ticksuffix": y.suffix, "tickformat": y.tickformat,
    }  # fmt: skip
    layout = {
        "font": {"family": "Inter, system-ui, sans-serif", "size": 12.5, "color": "ink-2"},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 12, "t": 8, "b": 32}, "hovermode": "closest", "dragmode": False, "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": "ink-2"}},
        "separators": ".,", "xaxis": across, "yaxis": up,
    }  # fmt: skip
    return {"data": list(traces), "layout": layout}


def plain(text: str) -> str:
    """A name as Plotly may show it: its markup and its templates are switched off."""
    return html.escape(" ".join(text.split())[:60], quote=False).replace("%{", "%\N{ZERO WIDTH SPACE}{")
