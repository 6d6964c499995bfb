"""A Sankey as a still picture."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures.pictures.svg import painted, said

WIDE, THICK, GAP, EDGE = 1000.0, 9.0, 16.0, 10.0


@dataclass(slots=True)
class Node:
    """`at` is its column; `out` and `into` are how far its sides are taken."""

    label: str
    token: str
    at: int
    value: float
    top: float = 0.0
    out: float = 0.0
    into: float = 0.0


def flow(trace: Mapping[str, Any], *, height: int) -> str:
    """Columns of nodes from left to right, each as high as what flows through it; empty where it flows in a circle."""
    found = trace["link"]
    links = list(zip(found["source"], found["target"], found["value"], found["color"], strict=True))
    columns = _columns(len(trace["node"]["label"]), links)
    if not links or columns is None:
        return ""
    nodes = _nodes(trace["node"], links, columns)
    last = max(node.at for node in nodes) or 1
    scale = _place(nodes, height=height - 2 * EDGE)
    ribbons = "".join(
        _ribbon(nodes[start], nodes[end], value * scale, token, last) for start, end, value, token in links
    )
    drawn = "".join(_node(node, scale, last) for node in nodes if node.value)
    whole = f'width="100%" height="{height}" viewBox="0 0 {WIDE:g} {height}" preserveAspectRatio="none"'
    return f"<svg {whole}>{ribbons}</svg>{drawn}"


def _columns(count: int, links: Sequence[tuple[int, int, float, str]]) -> list[int] | None:
    """Every node stands one behind the last of those that lead to it; None where some lead back to themselves."""
    columns = [0] * count
    for _ in range(count + 1):
        before = list(columns)
        for start, end, _, _ in links:
            columns[end] = max(columns[end], columns[start] + 1)
        if columns == before:
            return columns
    return None


def _nodes(
    given: Mapping[str, Sequence[str]], links: Sequence[tuple[int, int, float, str]], columns: Sequence[int]
) -> list[Node]:
    flows: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for start, end, value, _ in links:
        flows[start][0] += value
        flows[end][1] += value
    named = zip(given["label"], given["color"], strict=True)
    return [Node(label, token, columns[at], max(flows[at])) for at, (label, token) in enumerate(named)]


def _place(nodes: Sequence[Node], *, height: float) -> float:
    """Put nodes below each other, and tell how high one unit is."""
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.value:
            columns[node.at].append(node)
    scale = min(
        (height - GAP * (len(rows) - 1)) / (sum(node.value for node in rows) or 1.0) for rows in columns.values()
    )
    scale = max(scale, 0.0)
    for rows in columns.values():
        taken = sum(node.value for node in rows) * scale + GAP * (len(rows) - 1)
        top = EDGE + max(0.0, (height - taken) / 2)
        for node in rows:
            node.top, top = top, top + node.value * scale + GAP
    return scale


def _ribbon(start: Node, end: Node, thick: float, token: str, last: int) -> str:
    left, right = WIDE * start.at / last, WIDE * end.at / last
    above, below = start.top + start.out, end.top + end.into
    start.out += thick
    end.into += thick
    middle = (left + right) / 2
    way = (
        f"M{left:.1f} {above:.1f}C{middle:.1f} {above:.1f} {middle:.1f} {below:.1f} {right:.1f} {below:.1f}"
        f"V{below + thick:.1f}C{middle:.1f} {below + thick:.1f} {middle:.1f} {above + thick:.1f} "
        f"{left:.1f} {above + thick:.1f}Z"
    )
    return f'<path d="{way}" {painted(token)}/>'


def _node(node: Node, scale: float, last: int) -> str:
    """Labels stand inside the drawing: beside the last column on its left, beside all others on their right."""
    x, height = 100 * node.at / last, node.value * scale
    is_last = node.at == last
    shift = -THICK if is_last else 0.0
    bar = f'<rect x="{x:g}%" y="{node.top:.1f}" width="{THICK:g}" height="{max(height, 1):.1f}" {painted(node.token)}'
    moved = f' transform="translate({shift:g})"' if shift else ""
    beside = f"{x - 1.6 if is_last else x + 1.6:g}%"
    label = said(
        node.label, x=beside, y=node.top + height / 2, anchor="end" if is_last else "start", colour="ink"
    )  # fmt: skip
    return f"{bar}{moved}/>{label}"
