"""Figures of journeys: how they flow, how long they are, where they begin and end; one journey in time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from organisation.core.show import number, percent
from reports.figures import theme
from reports.figures.drawing import Cell, Column, Drawing, Twin
from reports.figures.palette import SERIES

MORE = "More steps"


@dataclass(frozen=True, slots=True)
class Way:
    """Names of channels in order, and how many journeys took them."""

    names: Sequence[str]
    journeys: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A touch of one journey; `share` is what the chosen model gives it."""

    at: datetime
    lane: str
    label: str
    share: float


def ways(ways: Sequence[Way], *, steps: int, end: str, finding: str, reading: str, caption: str) -> Drawing:
    """A Sankey from the first channel to the milestone; a channel has one colour in every column."""
    flows: Counter[tuple[tuple[int, str], tuple[int, str]]] = Counter()
    for way in ways:
        cut = list(way.names[:steps])
        stops = [*enumerate(cut), *([(steps, MORE)] if len(way.names) > steps else []), (steps + 1, end)]
        for start, stop in pairwise(stops):
            flows[start, stop] += way.journeys
    nodes = sorted({node for pair in flows for node in pair})
    place = {node: at for at, node in enumerate(nodes)}
    ranked = Counter({name: 0 for _, name in nodes})
    for ((_, name), _), count in flows.items():
        ranked[name] += count
    colours = {name: SERIES[at % len(SERIES)] for at, (name, _) in enumerate(ranked.most_common()) if name != end}
    trace = theme.flow(
        nodes=[(theme.label(name), "ink-3" if name in (end, MORE) else colours[name]) for _, name in nodes],
        links=[(place[a], place[b], count, colours.get(a[1], "f-none")) for (a, b), count in sorted(flows.items())],
        unit="journeys",
    )
    heads = [Column("Path"), Column("Journeys", True)]
    rows = [[Cell(" → ".join([*way.names, end])), Cell(number(way.journeys), way.journeys)] for way in ways]
    return Drawing(
        finding, caption, theme.figure([trace], margin={"l": 4, "r": 4, "t": 8, "b": 8}), Twin(heads, rows), reading
    )


def histogram(
    bins: Sequence[tuple[str, int]], *, finding: str, caption: str, x_title: str, heads: tuple[str, str]
) -> Drawing:
    """Columns over ranges of unequal width, each named."""
    names, counts = [name for name, _ in bins], [count for _, count in bins]
    trace = theme.columns(x=names, y=counts, hover="%{x}: %{y:,.0f} journeys")
    frame = theme.figure([trace], x_title=x_title, y_title=heads[1], x_axis={"type": "category"})
    whole = sum(counts) or 1
    rows = [
        [Cell(name), Cell(number(count), count), Cell(percent(count / whole, digits=1), 100 * count / whole)]
        for name, count in bins
    ]
    columns = [Column(heads[0]), Column(heads[1], True), Column("Share, %", True)]
    return Drawing(finding, caption, frame, Twin(columns, rows))


def ends_side_by_side(first: Mapping[str, int], last: Mapping[str, int], *, whole: int, caption: str) -> Drawing:
    """How many journeys begin and end with each channel, as shares."""
    names = sorted({*first, *last}, key=lambda name: (-max(first.get(name, 0), last.get(name, 0)), name))
    opener, closer = max(first, key=lambda name: first[name]), max(last, key=lambda name: last[name])
    traces = [
        {
            **theme.bars(
                x=[100 * found.get(name, 0) / whole for name in names],
                y=[theme.label(name) for name in names],
                colour=colour,
                name=word,
                hover=f"%{{y}}: {word.lower()} of %{{x:.1f}} %",
            ),
            "width": 0.36,
        }
        for found, word, colour in ((first, "First touch", "accent"), (last, "Last touch", "f-profit"))
    ]
    frame = theme.figure(
        traces, x_title="Share of journeys, %", reversed_y=True, legend=True, barmode="group", bargap=0.2,
        height=max(260, 34 * len(names) + 90),
    )  # fmt: skip
    finding = (
        f"{opener} stands first and last more often than any other"
        if opener == closer
        else f"{opener} stands first most often, {closer} last"
    )
    rows = [
        [Cell(name), *(Cell(number(found.get(name, 0)), found.get(name, 0)) for found in (first, last))]
        for name in names
    ]
    heads = [Column("Channel"), Column("First touch", True), Column("Last touch", True)]
    return Drawing(finding, caption, frame, Twin(heads, rows))


def one_journey(
    dots: Sequence[Dot], *, marks: Sequence[tuple[datetime, str]], finding: str, reading: str, caption: str
) -> Drawing:
    """Touches in time by channel, as large as their credit; upright lines are stages and the milestone."""
    lanes = list(dict.fromkeys(dot.lane for dot in dots))
    trace: theme.Trace = {
        "type": "scatter", "mode": "markers", "showlegend": False,
        "x": [dot.at.isoformat() for dot in dots], "y": [theme.label(dot.lane) for dot in dots],
        "text": [theme.label(f"{dot.label}: {percent(dot.share, digits=1)}") for dot in dots],
        "marker": {"color": "accent", "size": [8 + 30 * dot.share**0.5 for dot in dots], "opacity": 0.75,
                   "line": {"width": 1, "color": "card"}},
        "hovertemplate": "%{x|%-d %b %Y}<br>%{text}<extra></extra>",
    }  # fmt: skip
    lines = [
        {"type": "line", "xref": "x", "yref": "paper", "x0": at.isoformat(), "x1": at.isoformat(), "y0": 0, "y1": 1,
         "line": {"color": "ink-3", "width": 1, "dash": "dot"}}
        for at, _ in marks
    ]  # fmt: skip
    notes = [
        {"xref": "x", "yref": "paper", "x": at.isoformat(), "y": 1.02, "yanchor": "bottom",
         "xanchor": "left" if place else "right",  # two that stand close do not meet
         "text": theme.label(name, longest=24), "showarrow": False, "font": {"size": 11, "color": "ink-3"}}
        for place, (at, name) in enumerate(marks)
    ]  # fmt: skip
    frame = theme.figure(
        [trace], x_axis={"type": "date", "showgrid": True}, y_axis={"type": "category", "showgrid": False, "dtick": 1},
        shapes=lines, annotations=notes, height=max(220, 44 * len(lanes) + 110),
        margin={"l": 8, "r": 24, "t": 32, "b": 32},
    )  # fmt: skip
    heads = [Column("Day"), Column("Channel"), Column("Touch"), Column("Share, %", True)]
    rows = [
        [
            Cell(f"{dot.at:%Y-%m-%d}"),
            Cell(dot.lane),
            Cell(dot.label),
            Cell(percent(dot.share, digits=1), 100 * dot.share),
        ]
        for dot in dots
    ]
    return Drawing(finding, caption, frame, Twin(heads, rows), reading)
