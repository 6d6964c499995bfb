"""Bars, lines, bands and points of a still picture."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.figures.pictures.frame import WIDE, Frame
from reports.figures.pictures.svg import painted, path

Trace = Mapping[str, Any]
Point = tuple[float, float]
BAR_SHARE = 0.6
DASHES = {"dash": "8 6", "dot": "2 4"}


def marks(traces: Sequence[Trace], frame: Frame) -> str:
    """All traces in their order; what stands on others (stacked bars) begins where they end."""
    inside, tops, before = [], dict[object, float](), list[Point]()
    for trace in traces:
        if trace.get("type") == "bar":
            inside.append(_bars(trace, frame, tops))
            continue
        points = [found for x, y in _pairs(trace) if (found := frame.point(x, y))]
        inside.append(_scatter(trace, points, before, _runs(trace, frame)))
        before = points
    return frame.axes() + frame.placed("".join(inside))


def _bars(trace: Trace, frame: Frame, tops: dict[object, float]) -> str:
    across = trace.get("orientation") == "h"
    colours = trace.get("marker", {}).get("color", "accent")
    thick = BAR_SHARE * (frame.inner / len(frame.y.words or [0]) if across else WIDE / len(frame.x.words or [0]))
    drawn = []
    for at, (x, y) in enumerate(_pairs(trace)):
        value, word = (x, y) if across else (y, x)
        start = 0.0 if across else tops.get(word, 0.0)
        ends = [frame.point(end, y) if across else frame.point(x, end) for end in (start, start + (value or 0.0))]
        if ends[0] is None or ends[1] is None:
            continue
        tops[word] = start + (value or 0.0)
        colour = colours[at] if isinstance(colours, list) else colours
        drawn.append(_bar(ends[0], ends[1], thick, across=across, colour=colour))
        drawn.append(_interval(trace, at, value or 0.0, frame, y) if across else "")
    return "".join(drawn)


def _bar(start: Point, end: Point, thick: float, *, across: bool, colour: object) -> str:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    width, height = abs(start[0] - end[0]), abs(start[1] - end[1])
    if across:
        y, height = y - thick / 2, thick
    else:
        x, width = x - thick / 2, thick
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {painted(colour)}/>'


def _interval(trace: Trace, at: int, value: float, frame: Frame, y: object) -> str:
    errors = trace.get("error_x")
    if not errors:
        return ""
    ends = [frame.point(value - errors["arrayminus"][at], y), frame.point(value + errors["array"][at], y)]
    known = [end for end in ends if end]
    return path(known, attributes=painted("ink", of="stroke")) if len(known) == 2 and known[0] != known[1] else ""


def _scatter(trace: Trace, points: Sequence[Point], before: Sequence[Point], runs: Sequence[Sequence[Point]]) -> str:
    line, marker, mode = trace.get("line", {}), trace.get("marker", {}), str(trace.get("mode", "lines"))
    parts = []
    if trace.get("fill") == "tonexty" and before and points:
        parts.append(path([*before, *reversed(points)], attributes=painted(trace.get("fillcolor", "accent/0.16"))))
    width = line.get("width", 2)
    if "lines" in mode and width:
        dash = DASHES.get(str(line.get("dash", "")), "")
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        stroke = f'fill="none" {painted(line.get("color", "accent"), of="stroke")} stroke-width="{width}"{dashed}'
        parts += [path(run, attributes=stroke) for run in runs if len(run) > 1]
    if "markers" in mode:
        parts += [_dot(point, marker) for point in points]
    return "".join(parts)


def _dot(point: Point, marker: Mapping[str, Any]) -> str:
    """A round point, or the upright tick of a target; both keep their form where the picture is stretched."""
    x, y = point
    if marker.get("symbol") == "line-ns":
        edge = marker.get("line", {})
        stroke = f'{painted(edge.get("color", "ink"), of="stroke")} stroke-width="{edge.get("width", 2)}"'
        return path([(x, y - 10), (x, y + 10)], attributes=stroke)
    colour, size = marker.get("color", "accent"), marker.get("size", 6)
    if not isinstance(colour, str) or not isinstance(size, (int, float)):
        colour, size = "accent", 6
    round_end = f'{painted(colour, of="stroke")} stroke-width="{size}" stroke-linecap="round"'
    return path([(x, y), (x, y)], attributes=round_end)


def _runs(trace: Trace, frame: Frame) -> list[list[Point]]:
    """Lines are broken where a value is unknown."""
    runs: list[list[Point]] = [[]]
    for x, y in _pairs(trace):
        found = frame.point(x, y)
        if found is None or y is None:
            runs.append([])
        else:
            runs[-1].append(found)
    return runs


def _pairs(trace: Trace) -> list[tuple[Any, Any]]:
    return list(zip(trace.get("x", ()), trace.get("y", ()), strict=False))
