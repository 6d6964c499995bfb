"""Figures of credit: who carries the pipeline, and how much nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from organisation.core.show import compact_money, money
from reports.dashboards.sentences import concentration
from reports.figures import theme
from reports.figures.drawing import Cell, Column, Drawing, Twin

MOST_BARS = 12
MOST_AIMS, LINE = 8, 34
"""Up to so many objectives stand below each other in the usual height; more get so many pixels each."""
MOST_LISTED = 60
"""Rows of the table beside the bars: with hundreds the page is read and sent slowly, and nobody reads them there."""


@dataclass(frozen=True, slots=True)
class CampaignBar:
    """A campaign's credited amount with its 90 % interval, None where too few deals tell."""

    name: str
    amount: float
    milestones: float
    low: float | None = None
    high: float | None = None
    is_campaign: bool = True


def credit_by_campaign(
    rows: Sequence[CampaignBar], *, unattributed: float, unattributed_milestones: float, currency: str, caption: str
) -> Drawing:
    """Horizontal bars of campaigns, the largest on top. Sums beside them would make them short: they are told in words
    and stand in the table; where there is no campaign the unattributed amount is drawn in grey."""
    campaigns = [row for row in rows if row.is_campaign]
    last = CampaignBar("Unattributed", unattributed, unattributed_milestones, is_campaign=False)
    shown = _cut(campaigns, MOST_BARS)
    drawn = [row for row in shown if row.is_campaign] or [last]
    trace = theme.bars(
        x=[row.amount for row in drawn],
        y=[theme.label(row.name) for row in drawn],
        errors=_intervals(drawn),
        colour=["accent" if row.is_campaign else "line-strong" for row in drawn],
        hover="%{y}: %{x:,.0f} " + currency,
    )
    elsewhere = [row for row in rows if not row.is_campaign]
    return Drawing(
        finding=concentration(
            [row.name for row in campaigns],
            [row.amount for row in campaigns],
            what="pipeline",
            others=sum(row.amount for row in elsewhere),
        ),
        caption=caption,
        reading=_reading([*shown[len(drawn) :], *elsewhere], unattributed, len(rows), currency),
        figure=theme.figure([trace], x_title=f"Pipeline, {currency}", reversed_y=True),
        twin=_twin([*_cut(rows, MOST_LISTED), last], currency),
    )


def spend_against_target(lines: Sequence[tuple[str, str, float, float]], *, caption: str) -> Drawing:
    """Share of the money by objective beside the share it was meant to get: (name, colour, share, target)."""
    names = [theme.label(name) for name, _, _, _ in lines]
    actual = theme.bars(
        x=[100 * share for _, _, share, _ in lines], y=names, colour=[colour for _, colour, _, _ in lines],
        name="Share of the money", hover="%{y}: %{x:.0f} % of the money",
    )  # fmt: skip
    target: theme.Trace = {
        "type": "scatter", "mode": "markers", "x": [100 * target for _, _, _, target in lines], "y": names,
        "name": "Target", "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 2.5, "color": "ink"}},
        "hovertemplate": "%{y}: target %{x:.0f} %<extra></extra>",
    }  # fmt: skip
    room: dict[str, Any] = {"height": LINE * len(lines) + 80} if len(lines) > MOST_AIMS else {}
    name, _, share, aim = max(lines, key=lambda line: abs(line[2] - line[3]))
    off = round(100 * (share - aim))
    return Drawing(
        finding=(
            f"{name} is {abs(off)} points {'over' if off > 0 else 'under'} its target share"
            if off
            else "Every objective gets the share of money it was meant to get"
        ),
        caption=caption,
        reading="The tick is the target share, the priority weight where none was set.",
        figure=theme.figure([actual, target], x_title="Share of spend, %", reversed_y=True, **room),
        twin=Twin(
            [Column("Objective"), Column("Share of spend, %", True), Column("Target, %", True)],
            [[Cell(n), Cell(f"{100 * s:.1f}", 100 * s), Cell(f"{100 * t:.1f}", 100 * t)] for n, _, s, t in lines],
        ),
    )


def _reading(beside: Sequence[CampaignBar], unattributed: float, rows: int, currency: str) -> str:
    sums = [f"{row.name[0].lower()}{row.name[1:]} {compact_money(row.amount, currency=currency)}" for row in beside]
    said = [f"Not drawn: {', '.join(sums)}."] if sums else []
    said.append(f"{compact_money(unattributed, currency=currency)} has no touch before it and is credited to nobody.")
    if rows > MOST_LISTED + 1:
        said.append(f"The table has the largest {MOST_LISTED}, the Excel file of the board pack all {rows:,}.")
    return " ".join(said)


def _cut(rows: Sequence[CampaignBar], most: int) -> list[CampaignBar]:
    """The first rows, and one for all others; a single other one is named."""
    if len(rows) <= most + 1:
        return list(rows)
    rest = rows[most:]
    others = sum(row.amount for row in rest), sum(row.milestones for row in rest)
    return [*rows[:most], CampaignBar(f"{len(rest):,} other campaigns", *others, is_campaign=False)]


def _twin(rows: Sequence[CampaignBar], currency: str) -> Twin:
    def amount(value: float | None) -> Cell:
        return Cell(money(value, currency=currency), value)

    heads = [Column("Campaign"), *(Column(t, True) for t in ("Opportunities", f"Credit, {currency}", "Low", "High"))]
    return Twin(heads, [[Cell(row.name), _count(row), *map(amount, (row.amount, row.low, row.high))] for row in rows])


def _intervals(rows: Sequence[CampaignBar]) -> list[tuple[float, float] | None]:
    """Intervals to draw; none at all where no row has one."""
    found = [(row.low, row.high) if row.low is not None and row.high is not None else None for row in rows]
    return found if any(found) else []


def _count(row: CampaignBar) -> Cell:
    return Cell(f"{row.milestones:.2f}", row.milestones)
