"""Invented numbers that show every component in every state, for those who build pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures import theme
from reports.figures.drawing import Cell, Column, Drawing, Twin
from reports.figures.palette import FAMILIES

STATUSES = (
    "on_track",
    "at_risk",
    "off_track",
    "not_started",
    "no_data",
    "outdated",
    "achieved",
    "missed",
    "dropped",
)
CREDIT = (
    ("Summit series", 5.1, 4.5, 5.7),
    ("Analyst briefings", 2.6, 2.1, 3.1),
    ("Partner webinars", 1.9, 1.5, 2.3),
    ("Search, own brand", 1.6, 1.1, 2.1),
    ("Paid social, small firms", 1.1, 0.75, 1.45),
    ("Nurture mail", 0.9, 0.65, 1.15),
    ("Trade fair", 0.7, 0.4, 1.0),
)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
LEADS = (210, 260, 305, 290, 360, 415, 398, 452, 430)


@dataclass(frozen=True, slots=True)
class SampleObjective:
    name: str
    family: str
    shared_with: str
    status: str
    share: float | None
    expected: float
    spend_share: float
    spend_target: float
    pipeline: float | None
    evidence: int


@dataclass(frozen=True, slots=True)
class ComponentsPage:
    statuses: Sequence[str]
    objectives: Sequence[SampleObjective]
    credit: Drawing
    flow: Drawing
    leads: Drawing
    unknown: Drawing


def build() -> ComponentsPage:
    return ComponentsPage(
        statuses=STATUSES, objectives=_objectives(), credit=_credit(), flow=_flow(), leads=_leads(), unknown=_unknown()
    )


def _objectives() -> Sequence[SampleObjective]:
    return (
        SampleObjective("Win the small-firm segment", "share", "Sales", "off_track", 0.41, 0.74, 0.09, 0.25, 2.1e6, 2),
        SampleObjective("Be recalled first", "brand", "Product", "no_data", None, 0.74, 0.21, 0.20, None, 1),
        SampleObjective("Keep customers longer", "customer", "Service", "at_risk", 0.61, 0.74, 0.12, 0.15, 1.4e6, 2),
        SampleObjective("Earn more per order", "profit", "Finance", "outdated", 0.66, 0.74, 0.17, 0.10, 0.6e6, 1),
        SampleObjective("Grow enterprise revenue", "revenue", "Sales", "on_track", 0.79, 0.74, 0.41, 0.30, 11.8e6, 3),
    )


def _credit() -> Drawing:
    bar = theme.bars(
        x=[amount for _, amount, _, _ in CREDIT],
        y=[theme.label(name) for name, _, _, _ in CREDIT],
        errors=[(low, high) for _, _, low, high in CREDIT],
        hover="%{y}: €%{x:.1f} M",
    )
    return Drawing(
        finding="Three campaigns carry 69 % of pipeline",
        caption="Invented numbers, 1 Jan – 30 Sep 2026, 90 % intervals",
        figure=theme.figure([bar], reversed_y=True, x_axis={"tickprefix": "€", "ticksuffix": " M"}),
        twin=Twin(
            [Column("Campaign"), Column("Pipeline", True), Column("Low", True), Column("High", True)],
            [[Cell(name), *[Cell(f"€{value:.2f} M", value * 1e6) for value in values]] for name, *values in CREDIT],
        ),
    )


def _flow() -> Drawing:
    names = ("Events", "Paid media", "Content", "Revenue", "Small firms", "Recall", "Retention", "No objective")
    tokens = ("ink-3", "ink-3", "ink-3", "f-revenue", "f-share", "f-brand", "f-customer", "f-none")
    ways = ((0, 3, 1.9), (0, 6, 0.4), (1, 3, 1.2), (1, 4, 0.45), (1, 5, 1.4), (1, 7, 1.7), (2, 3, 0.5), (2, 6, 0.75))
    links = [(start, end, value, tokens[end]) for start, end, value in ways]
    trace = theme.flow(nodes=list(zip(names, tokens, strict=True)), links=links, unit="M €")
    return Drawing(
        finding="Events carry the revenue objective; a third of paid media has no objective",
        caption="Invented spend, 1 Jan – 30 Sep 2026",
        figure=theme.figure([trace]),
        twin=Twin(
            [Column("From"), Column("To"), Column("Spend", True)],
            [[Cell(names[start]), Cell(names[end]), Cell(f"€{value} M", value * 1e6)] for start, end, value in ways],
        ),
        reading="Width is money; colour is the family of the objective.",
    )


def _leads() -> Drawing:
    low, high = [round(value * 0.92) for value in LEADS], [round(value * 1.07) for value in LEADS]
    plan = theme.line(x=MONTHS, y=[240 + 25 * at for at in range(9)], name="Plan", colour="ink-3", dash="dot")
    actual = theme.line(x=MONTHS, y=LEADS, name="Actual", markers=True)
    band = theme.band(x=MONTHS, low=low, high=high)
    return Drawing(
        finding="Qualified leads keep to the plan since May",
        caption="Invented numbers, months of 2026, with 90 % interval",
        figure=theme.figure([*band, plan, actual], legend=True, y_axis={"rangemode": "tozero"}),
        twin=Twin(
            [Column("Month"), Column("Leads", True)],
            [[Cell(month), Cell(str(value), value)] for month, value in zip(MONTHS, LEADS, strict=True)],
        ),
    )


def _unknown() -> Drawing:
    """A kind of trace that the library lacks: the figure has to say so instead of drawing something else."""
    twin = Twin([Column("Family")], [[Cell(name)] for name in FAMILIES])
    figure: theme.Figure = {"data": [{"type": "starfield", "x": [1], "y": [1]}], "layout": {}}
    return Drawing("A figure that cannot be drawn", "Shows its table instead", figure, twin)
