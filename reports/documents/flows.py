"""What the money served, a line for each objective: short enough for paper, whatever the channels are."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from organisation.core import show
from reports.core.snapshot import FlowPart, Snapshot
from reports.documents.parts import Grid, named

MOST_CHANNELS = 3


def flow_grid(found: Snapshot) -> Grid:
    """Largest first; a line names its largest channels and sums up the others, the Excel file has each of them."""
    served: dict[str, list[FlowPart]] = defaultdict(list)
    for part in found.flow:
        served[part.serves].append(part)
    currency = found.about.currency
    lines = sorted(((_sum(parts), serves, parts) for serves, parts in served.items()), key=lambda line: -line[0])
    return Grid(
        title="From money to objective",
        lede="Actual spend by what it is declared to serve, and the channels that carry it.",
        heads=("Serves", "Spend", "Channels, the largest first"),
        numeric=(False, True, False),
        rows=tuple(
            (named(serves), show.money(amount, currency=currency), _channels(parts, currency))
            for amount, serves, parts in lines
        ),
        foot=("All", show.money(_sum(found.flow), currency=currency), "") if lines else (),
    )


def _channels(parts: Sequence[FlowPart], currency: str) -> str:
    ranked = sorted(parts, key=lambda part: -part.amount)
    most = MOST_CHANNELS if len(ranked) > MOST_CHANNELS + 1 else len(ranked)
    said = [f"{named(part.channel)} {show.compact_money(part.amount, currency=currency)}" for part in ranked[:most]]
    if ranked[most:]:
        said.append(f"{len(ranked) - most} others {show.compact_money(_sum(ranked[most:]), currency=currency)}")
    return " · ".join(said)


def _sum(parts: Sequence[FlowPart]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))
