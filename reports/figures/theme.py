"""The look of every figure: quiet grid, one font, intervals drawn, nothing that moves. Plain dicts throughout."""

import html
import textwrap
from collections.abc import Mapping, Sequence

from organisation.core import show
from reports.figures.palette import PALETTE, faint

Trace = dict[str, object]
Figure = dict[str, object]
Interval = tuple[float, float] | None

FONT = "Inter, system-ui, sans-serif"
LONGEST_LABEL = 48
LONGEST_LINE = 26  # longer names take two lines, so that bars keep their room on a phone


def label(text: object, *, longest: int = LONGEST_LABEL) -> str:
    """A name as Plotly may show it: its little markup language, links and references are switched off.

    >>> label("<b>Tom & Co</b>")
    '&lt;b&gt;Tom &amp; Co&lt;/b&gt;'
    """
    plain = " ".join(str(text).split())
    lines = textwrap.wrap(show.shortened(plain, longest), LONGEST_LINE, break_long_words=False) or [""]
    return "<br>".join(html.escape(line, quote=False) for line in lines).replace("%{", "%\N{ZERO WIDTH SPACE}{")


def bars(
    *,
    x: Sequence[float],
    y: Sequence[str],
    errors: Sequence[Interval] = (),
    colour: str | Sequence[str] = "accent",
    name: str = "",
    hover: str = "%{y}: %{x}",
) -> Trace:
    """Horizontal bars; `errors` are intervals (low, high) in the unit of x, None where there is none."""
    trace: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": list(x),
        "y": list(y),
        "name": name,
        "marker": {"color": _colours(colour)},
        "width": 0.6,
        "hovertemplate": f"{hover}<extra></extra>",
    }
    return {**trace, "error_x": _error_bars(x, errors)} if errors else trace


def columns(
    *,
    x: Sequence[str],
    y: Sequence[float | None],
    errors: Sequence[Interval] = (),
    colour: str | Sequence[str] = "accent",
    name: str = "",
    hover: str = "%{x}: %{y}",
) -> Trace:
    """Vertical bars; a None leaves a gap."""
    trace: Trace = {
        "type": "bar",
        "x": list(x),
        "y": list(y),
        "name": name,
        "marker": {"color": _colours(colour)},
        "hovertemplate": f"{hover}<extra></extra>",
    }
    return {**trace, "error_y": _error_bars([value or 0 for value in y], errors)} if errors else trace


def line(
    *,
    x: Sequence[str],
    y: Sequence[float | None],
    name: str = "",
    colour: str = "accent",
    dash: str = "solid",
    markers: bool = False,
    hover: str = "%{x}: %{y}",
) -> Trace:
    """A line over time; a None breaks it rather than bridging a gap."""
    return {
        "type": "scatter",
        "mode": "lines+markers" if markers else "lines",
        "x": list(x),
        "y": list(y),
        "name": name,
        "connectgaps": False,
        "line": {"color": _known(colour), "width": 2.25, "dash": dash},
        "marker": {"color": _known(colour), "size": 6},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def band(*, x: Sequence[str], low: Sequence[float], high: Sequence[float], colour: str = "accent") -> list[Trace]:
    """The interval around a line, as two traces to draw before it."""
    edge: Trace = {"type": "scatter", "mode": "lines", "x": list(x), "line": {"width": 0}, "hoverinfo": "skip"}
    fill: Trace = {"fill": "tonexty", "fillcolor": faint(colour, 0.16)}
    hidden: Trace = {"showlegend": False}
    return [{**edge, **hidden, "y": list(low)}, {**edge, **hidden, **fill, "y": list(high)}]


def flow(
    *,
    nodes: Sequence[tuple[str, str]],
    links: Sequence[tuple[int, int, float, str]],
    unit: str = "",
) -> Trace:
    """A Sankey: nodes are (label, token), links are (from, to, value, token); links are drawn faintly."""
    return {
        "type": "sankey",
        "arrangement": "snap",
        "valuesuffix": f" {unit}" if unit else "",
        "node": {
            "label": [name for name, _ in nodes],
            "color": [_known(token) for _, token in nodes],
            "pad": 16,
            "thickness": 9,
            "line": {"width": 0},
        },
        "link": {
            "source": [start for start, _, _, _ in links],
            "target": [end for _, end, _, _ in links],
            "value": [value for _, _, value, _ in links],
            "color": [faint(token, 0.34) for _, _, _, token in links],
        },
    }


FEW_TICKS = 5
"""Along horizontal bars: on a phone more would stand on their heads."""


def figure(
    traces: Sequence[Trace],
    *,
    x_title: str = "",
    y_title: str = "",
    reversed_y: bool = False,
    legend: bool = False,
    x_axis: Mapping[str, object] | None = None,
    y_axis: Mapping[str, object] | None = None,
    **layout: object,
) -> Figure:
    """The frame around traces. Axes with words as values are told so, lest "2024" be taken for a number."""
    horizontal = any(trace.get("orientation") == "h" for trace in traces)
    value, words = _axis(grid=True), _axis(grid=False)
    x_base, y_base = (value, words) if horizontal else (words, value)
    if horizontal:
        x_base = {**x_base, "nticks": FEW_TICKS, "tickangle": 0}
        y_base = {**y_base, "type": "category", "autorange": "reversed" if reversed_y else True}
    frame: dict[str, object] = {
        "font": {"family": FONT, "size": 12.5, "color": "ink-2"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 12, "t": 8, "b": 32},
        "hoverlabel": {"font": {"family": FONT, "color": "ink"}, "bgcolor": "card", "bordercolor": "line-strong"},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": "ink-2"}},
        "bargap": 0.32,
        "separators": ".,",
        "xaxis": {**x_base, **_title(x_title), **(x_axis or {})},
        "yaxis": {**y_base, **_title(y_title), **(y_axis or {})},
    }
    return {"data": list(traces), "layout": {**frame, **layout}}


def _axis(*, grid: bool) -> dict[str, object]:
    return {
        "automargin": True,
        "fixedrange": True,
        "showgrid": grid,
        "gridcolor": "line",
        "zeroline": grid,
        "zerolinecolor": "line-strong",
        "linecolor": "line-strong",
        "ticks": "",
        "ticklabelstandoff": 6,
        **({"nticks": 6} if grid else {}),
    }


def _title(text: str) -> dict[str, object]:
    return {"title": {"text": text, "font": {"size": 12, "color": "ink-3"}, "standoff": 10}} if text else {}


def _error_bars(middles: Sequence[float], intervals: Sequence[Interval]) -> dict[str, object]:
    known = [interval or (middle, middle) for middle, interval in zip(middles, intervals, strict=True)]
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - middle for middle, (_, high) in zip(middles, known, strict=True)],
        "arrayminus": [middle - low for middle, (low, _) in zip(middles, known, strict=True)],
        "color": "ink",
        "thickness": 1.2,
        "width": 4,
    }


def _colours(tokens: str | Sequence[str]) -> str | list[str]:
    return _known(tokens) if isinstance(tokens, str) else [_known(token) for token in tokens]


def _known(token: str) -> str:
    if token.partition("/")[0] not in PALETTE:
        raise KeyError(f"{token} is not a design token.")
    return token
