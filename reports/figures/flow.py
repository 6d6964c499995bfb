"""The figure of money: from channels to what it is declared to serve."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from organisation.core.show import money, percent
from reports.core.snapshot import FlowPart
from reports.figures import theme
from reports.figures.drawing import Cell, Column, Drawing, Twin
from reports.figures.palette import FAMILIES

MOST_CHANNELS = 10
OTHERS = "Other channels"
MOST_AIMS, LINE = 14, 30
"""Up to so many names stand beside each other in the usual height; more get so many pixels each."""


def money_flow(parts: Sequence[FlowPart], *, currency: str, caption: str) -> Drawing:
    """A Sankey, the largest channels first; what serves no objective is grey. Every part is in the table."""
    shown = _gathered(parts)
    channels = list(dict.fromkeys(channel for channel, _ in shown))
    aims = list(dict.fromkeys(serves for _, serves in shown))
    colours = {part.serves: FAMILIES.get(part.family, "f-none") for part in parts}
    places = {name: at for at, name in enumerate(aims, len(channels))}
    nodes = [*((theme.label(name), "ink-3") for name in channels), *((theme.label(n), colours[n]) for n in aims)]
    links = [
        (channels.index(channel), places[serves], float(amount), colours[serves])
        for (channel, serves), amount in shown.items()
        if amount > 0
    ]
    lines = max(len(channels), len(aims))
    room: dict[str, Any] = {"height": LINE * lines + 40} if lines > MOST_AIMS else {}
    return Drawing(
        finding=_finding(parts),
        caption=caption,
        reading="Width is money; colour is the family of the objective, grey serves none.",
        figure=theme.figure([theme.flow(nodes=nodes, links=links, unit=currency)], **room),
        twin=Twin(
            [Column("Channel"), Column("Serves"), Column(f"Spend, {currency}", True)],
            [
                [Cell(p.channel), Cell(p.serves), Cell(money(p.amount, currency=currency), float(p.amount))]
                for p in parts
            ],
        ),
    )


def _gathered(parts: Sequence[FlowPart]) -> dict[tuple[str, str], Decimal]:
    """Small channels as one, so that names keep their room."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        sums[part.channel] += part.amount
    kept = set(sorted(sums, key=lambda name: (-sums[name], name))[:MOST_CHANNELS])
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for part in parts:
        found[part.channel if part.channel in kept else OTHERS, part.serves] += part.amount
    return found


def _finding(parts: Sequence[FlowPart]) -> str:
    whole = sum((part.amount for part in parts), Decimal(0))
    by_aim: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        by_aim[part.serves] += part.amount
    name = max(sorted(by_aim), key=lambda aim: by_aim[aim])
    share = f" ({percent(by_aim[name] / whole)})" if whole > 0 else ""
    return f"Most of the money goes to “{name}”{share}"
