"""Every table of a snapshot with typed cells: what Excel and CSV are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forecasts.core.cohorts import Cohorts
from reports.core.bridge import Bridge
from reports.core.quantity import Quantity, Unit, change_text
from reports.core.scopes import OF_THE_PART, OF_THE_WHOLE
from reports.core.snapshot import Annex, KpiRow, Snapshot
from reports.documents.ahead import HEADS as AHEAD_HEADS
from reports.documents.ahead import ahead_rows

Cell = Quantity | Decimal | float | int | date | str | None
KPI_HEADS = ("KPI", "Unit", "Actual", "Plan", "Due by now", "Variance", "Variance, as shown", "Before",
             "Before, remark", "Change", "Year ago", "Change on year", "Status", "Cause", "Comment", "Owner",
             "Key")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or a file; `name` is short, `note` says window and convention."""

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(
    found: Snapshot, annex: Annex, *, comments: Mapping[str, str], issued: str = "", bridge: Bridge | None = None
) -> Sequence[Table]:
    about = found.about
    part = f", only {about.scope}" if about.scope else ""
    note = f"{about.cycle}{part}, as of {about.as_of:%-d %b %Y}, {about.currency}, {about.model}"
    departments = [Table(view.title, view.title, note, KPI_HEADS, _kpis(view.rows, comments)) for view in annex.views]
    state = _summary(found, issued)
    return (
        Table("Summary", f"{about.organisation}: {about.cycle}", note, ("What", "Words or number"), state),
        Table("KPIs", "KPIs against plan", note, KPI_HEADS, _kpis(found.kpis, comments)),
        _objectives(found, note, comments),
        _money(found, note),
        _campaigns(found, annex, note),
        _promises(found, note),
        Table("Outlook", " ".join(found.outlook) or "Nothing was forecast.", note, AHEAD_HEADS, ahead_rows(found)),
        _flow(found, note),
        _score(found, note),
        *departments,
        _months(annex, note),
        _worth(annex.cohorts, note),
        _proofs(found, note),
        _definitions(found, note),
        *([_bridge(bridge, note)] if bridge else []),
    )


def _summary(found: Snapshot, issued: str) -> tuple[tuple[Cell, ...], ...]:
    score, about = found.score, found.about
    return (
        ("Issued", issued),
        ("Whose numbers", f"Only {about.scope}. {OF_THE_PART} {OF_THE_WHOLE}" if about.scope else "The whole business"),
        ("State", found.headline.sentence),
        ("Warning", found.headline.warning),
        *(("Point", point) for point in found.headline.points),
        ("Alignment score", score.value if score.value is not None else score.reason),
        ("Score, low over models", score.low),
        ("Score, high over models", score.high),
        ("Score, cycle before", score.previous),
        *(("Risk", risk) for risk in found.risks),
        *(("Decision asked", decision) for decision in found.decisions),
        *(("What the data does not say", gap) for gap in found.gaps),
        ("Computed at (UTC)", f"{about.computed_at:%Y-%m-%d %H:%M}"),
        ("Runs", f"score {about.score_run}, credit {about.credit_run}, measurements {about.measure_run or 'none'}"),
    )


def _kpis(rows: Sequence[KpiRow], comments: Mapping[str, str]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            row.label, row.actual.unit.value, row.actual, row.plan, row.expected, row.variance,
            change_text(row.variance) if row.variance else "", row.previous, row.previous.note, row.change,
            row.year_ago, row.year_change, row.status if row.plan else "no plan", row.cause or row.actual.reason,
            comments.get(f"kpi:{row.key}", ""), row.owner, row.key,
        )
        for row in rows
    )  # fmt: skip


def _objectives(found: Snapshot, note: str, comments: Mapping[str, str]) -> Table:
    heads = ("Business objective", "Category", "Status", "Way", "Expected", "Spend", "Share of the money", "Meant",
             "Pipeline in scope", "Evidence class", "Owner", "Comment")  # fmt: skip
    rows = tuple(
        (
            row.name, row.category, row.status, _share(row.progress), _share(row.expected), _money_of(row.spend),
            _share(row.spend_share), _share(row.target_share), row.credited, row.evidence, row.owner,
            comments.get(f"objective:{row.pk}", ""),
        )
        for row in found.objectives
    )  # fmt: skip
    return Table("Objectives", "Business objectives, weakest first", note, heads, rows)


def _money(found: Snapshot, note: str) -> Table:
    money = found.money
    months = [(row.month, *map(_money_of, (row.plan, row.forecast, row.committed, row.actual))) for row in money.months]
    whole = (found.about.cycle, *map(_money_of, (money.plan, money.forecast, money.committed, money.actual)))
    heads = ("Month", "Plan", "Forecast", "Committed", "Actual")
    return Table("Money", money.sentence, note, heads, (*months, whole))


def _campaigns(found: Snapshot, annex: Annex, note: str) -> Table:
    heads = ("Campaign", "Channel", "Declared for", "Spend", "Opportunities", "Attributed pipeline", "Low", "High",
             "Attributed revenue", "ROI", "ROI, low", "ROI, high")  # fmt: skip
    rows = [
        (
            row.name, row.channel, row.objectives, _money_of(row.spend), row.opportunities, _money_of(row.pipeline),
            _money_of(row.low), _money_of(row.high), _money_of(row.revenue), row.roi, row.roi_low, row.roi_high,
        )
        for row in annex.campaigns
    ]  # fmt: skip
    credit = found.credit
    lost: tuple[Cell, ...] = (
        "Unattributed", "", "", None, credit.unattributed_opportunities, _money_of(credit.unattributed), None, None,
        None, None, None, None,
    )  # fmt: skip
    return Table("Campaigns", "Money and credit by campaign", note, heads, (*rows, lost))


def _promises(found: Snapshot, note: str) -> Table:
    heads = ("Key result", "Objective", "Business objective", "Unit", "Baseline", "Promised", "Happened", "Way",
             "Expected", "Status", "Owner")  # fmt: skip
    rows = tuple(
        (
            row.name, row.objective, row.serves, row.unit, row.baseline, row.promised, row.happened,
            _share(row.progress), _share(row.expected), row.status, row.owner,
        )
        for row in found.promises
    )  # fmt: skip
    return Table("Promises", found.promises_sentence, note, heads, rows)


def _flow(found: Snapshot, note: str) -> Table:
    rows = tuple((row.channel, row.serves, _money_of(row.amount)) for row in found.flow)
    return Table("Flow", "From money to objective", note, ("Channel", "Serves", "Spend"), rows)


def _score(found: Snapshot, note: str) -> Table:
    heads = ("Component", "Value", "Before", "Weight", "Points", "Remark")
    rows = tuple(
        (part.label, _share(part.value), _share(part.before), _share(part.weight), part.points, part.reason)
        for part in found.score.components
    )
    return Table("Score", "What the score is made of", note, heads, rows)


def _months(annex: Annex, note: str) -> Table:
    rows = tuple(
        (row.label, *(Quantity(value, row.actual.unit) for value in row.trend))
        for row in dict.fromkeys(row for view in annex.views for row in view.rows)
    )
    heads = ("KPI", *(f"{first:%b %Y}" for first in annex.months))
    return Table("By month", "KPIs by month", note, heads, rows)


def _worth(found: Cohorts, note: str) -> Table:
    heads = ("First order in", "Customers", "Bought again", "Earned so far", "CLV", "CLV, low (80 %)",
             "CLV, high (80 %)")  # fmt: skip
    rows = tuple(
        (row.label, row.customers, row.repeaters, *map(_money_of, (row.earned, row.clv, row.low, row.high)))
        for row in found.rows
    )
    return Table("Cohorts", found.sentence or "Customers have not been valued.", note, heads, rows)


def _proofs(found: Snapshot, note: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for proof in found.proofs:
        rows += [(proof.name, part.label, _money_of(part.amount)) for part in proof.parts]
        rows += [
            (proof.name, proof.whole, _money_of(proof.amount)),
            (proof.name, "Difference", _money_of(proof.difference)),
        ]
    return Table("Reconciled", "Parts that add up to their source", note, ("Sum", "Part", "Amount"), tuple(rows))


def _definitions(found: Snapshot, note: str) -> Table:
    heads = ("KPI", "Key", "Version", "Meaning", "Formula", "Unit", "Source", "Owner")
    rows = tuple(
        (row.name, row.key, row.version, row.text, row.formula, row.unit, row.source, row.owner)
        for row in found.definitions
    )
    return Table("Definitions", "What each KPI means", note, heads, rows)


def _bridge(found: Bridge, note: str) -> Table:
    """A line for each cause; the causes of a number add up to what it changed by."""
    heads = ("Number", "As reported", "Cause", "Part", "Rows", "As restated")
    rows: list[tuple[Cell, ...]] = []
    for line in found.lines:
        whole = (Quantity(line.reported, line.unit), Quantity(line.restated, line.unit))
        rows.append((line.label, whole[0], "Difference", Quantity(line.difference, line.unit), None, whole[1]))
        rows += [
            (line.label, None, part.label, Quantity(part.amount, line.unit), part.rows, None) for part in line.parts
        ]
    return Table("Restated", "From reported to restated, by cause", note, heads, tuple(rows))


def _share(value: float | None) -> Quantity:
    return Quantity(None if value is None else Decimal(str(value)), Unit.SHARE)


def _money_of(value: Decimal | None) -> Quantity:
    return Quantity(value, Unit.MONEY)
