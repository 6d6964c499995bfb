"""What campaigns are credited with, as a chart and as tables."""

from collections.abc import Sequence
from decimal import Decimal

from organisation.core import show
from reports.core.snapshot import Annex, CampaignRow, Snapshot
from reports.documents.parts import Bar, Bars, Grid, as_float, named

MOST_CAMPAIGNS = 150
LONGEST_LABEL = 60


def credit_chart(found: Snapshot) -> Bars:
    credit, currency = found.credit, found.about.currency
    bars = [
        Bar(show.shortened(row.name, LONGEST_LABEL), float(row.pipeline),
            show.compact_money(row.pipeline, currency=currency), as_float(row.low), as_float(row.high),
            is_rest=row.pk is None)
        for row in credit.rows
    ]  # fmt: skip
    lost = Bar("Unattributed", float(credit.unattributed), show.compact_money(credit.unattributed, currency=currency),
               is_rest=True)  # fmt: skip
    return Bars(
        title=credit.no_data or credit.finding,
        caption=f"Attributed pipeline, {currency}, {found.about.model}, 90 % intervals",
        bars=() if credit.no_data else (*bars, lost),
    )


def credit_table(title: str, rows: Sequence[CampaignRow], found: Snapshot, *, foot: bool) -> Grid:
    currency, credit = found.about.currency, found.credit

    def amount(value: object) -> str:
        return show.money(value, currency=currency, digits=0)  # type: ignore[arg-type]

    def brief(value: Decimal | None) -> str:
        return show.compact_money(value, currency=currency)

    lines = tuple(
        (
            named(row.name),
            named(row.channel),
            amount(row.spend),
            amount(row.pipeline),
            show.NONE if row.low is None else f"{brief(row.low)} to {brief(row.high)}",
            amount(row.revenue),
            row.roi.text(currency),
            f"{row.roi_low.text(currency)} to {row.roi_high.text(currency)}"
            if row.roi_low and row.roi_high
            else show.NONE,
        )
        for row in rows
    )
    lost = ("Unattributed", "", show.NONE, amount(credit.unattributed), show.NONE, show.NONE, show.NONE, show.NONE)
    return Grid(
        title=title,
        lede="Credit is a convention of the model; it does not say what caused a deal.",
        heads=("Campaign", "Channel", "Spend", "Pipeline", "90 % interval", "Revenue", "ROI", "90 % interval"),
        numeric=(False, False, True, True, True, True, True, True),
        rows=(*lines, lost) if foot else lines,
        foot=("CRM", "", "", amount(credit.total), "", "", "", "") if foot else (),
    )


def campaign_table(found: Snapshot, annex: Annex) -> Grid:
    grid = credit_table("All campaigns", annex.campaigns[:MOST_CAMPAIGNS], found, foot=False)
    left = len(annex.campaigns) - MOST_CAMPAIGNS
    lede = f"The largest {MOST_CAMPAIGNS}; {left:,} more are in the Excel file." if left > 0 else grid.lede
    return Grid(grid.title, lede, grid.heads, grid.numeric, grid.rows)
