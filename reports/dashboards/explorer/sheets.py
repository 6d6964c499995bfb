"""The tables and figures of the explorer as files: every number of the page, with all its digits.

A sheet is named as the table or figure is on the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from reports.dashboards.explorer.compare import ComparePage, CompareRow
from reports.dashboards.explorer.coverage import CoveragePage
from reports.dashboards.explorer.credit import CreditPage
from reports.dashboards.explorer.journeys import JourneysPage
from reports.dashboards.explorer.opportunity import OpportunityPage
from reports.dashboards.explorer.readings import ReadingsPage
from reports.dashboards.explorer.trend import TrendPage
from reports.dashboards.truth import TruthPage
from reports.figures.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and rows of one file; None is an empty cell."""

    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


Sheets = Mapping[str, Sheet]


def of_credit(page: CreditPage) -> Sheets:
    """The figure; the table is a file of its own."""
    return _figures({"credit": page.drawing})


def of_models(page: ComparePage) -> Sheets:
    heads = [
        "name", "lowest_share", "highest_share", "spread", "best_place", "worst_place", "verdict", "no_verdict_because",
        "among_best_three", "value_low_over_lookbacks", "value_high_over_lookbacks", "conversions_low_over_lookbacks",
        "conversions_high_over_lookbacks", *(model.value for model, _ in page.models),
    ]  # fmt: skip
    found = {"models-table": Sheet(heads, [_compared(row) for row in page.rows])}
    if page.duels:
        rows = [[row.name, *row.chances] for row in page.duels.rows]
        found["duels"] = Sheet(["name", *page.duels.against], rows)
    for model, bands in page.pooled.items():
        rows = [[model, band.name, band.share, band.conversions, band.removal_effect] for band in bands]
        found[slugify(model)] = Sheet(["model", "name", "share", "conversions", "removal_effect"], rows)
    return {**found, **_figures({"models": page.drawing})}


def _compared(row: CompareRow) -> list[object]:
    span = row.span
    spread = (span.value_low, span.value_high, span.conversions_low, span.conversions_high) if span else (None,) * 4
    verdict = str(row.tag.label) if row.tag else None
    places = (row.best_place, row.worst_place) if row.places != "–" else (None, None)
    cells = (cell.share for cell in row.cells)
    return [row.name, row.low, row.high, row.spread, *places, verdict, row.no_tag, row.among_three, *spread, *cells]


def of_months(page: TrendPage) -> Sheets:
    rows = [[f"{row.month:%Y-%m}", row.whole, row.unattributed, *row.amounts] for row in page.rows]
    table = Sheet(["month", "crm", "unattributed", *page.names], rows)
    return {"months-table": table, **_figures({"months": page.drawing})}


def of_journeys(page: JourneysPage) -> Sheets:
    rows = [[" → ".join(row.names), row.journeys, row.share, row.value] for row in page.paths]
    drawn = {"paths": page.flow, "lengths": page.lengths, "days": page.days, "ends": page.ends}
    return {"common-paths": Sheet(["path", "journeys", "share", "value"], rows), **_figures(drawn)}


def of_readings(page: ReadingsPage) -> Sheets:
    rules = [
        [row.name, row.deals, row.value, row.share, row.nameless, row.unknown, row.all_deals, row.reason]
        for row in page.rules
    ]
    heads = ["rule", "deals", "value", "share", "no_campaign_named", "undecided", "deals_in_all", "no_data_because"]
    touched = [[row.key, row.name, row.milestones, row.value, *(row.first or (None, None))] for row in page.influenced]
    return {
        "rules": Sheet(heads, rules),
        "influenced": Sheet(["id", "name", "touched", "full_value", "was_first", "sourced_by_first_touch"], touched),
    }


def of_coverage(page: CoveragePage) -> Sheets:
    totals = page.totals
    lost = [[row.reason, row.milestones, row.share, row.value, row.unknown, row.mend] for row in page.rows]
    lost.append(["(unattributed)", totals.unattributed_conversions, None, totals.unattributed, None, ""])
    covered = [[row.label, row.share, row.having, row.of, row.missing, row.without_it] for row in page.covered]
    return {
        "reasons": Sheet(["reason", "milestones", "share", "value", "without_amount", "what_mends_it"], lost),
        "coverage": Sheet(["needed", "share", "there", "of", "missing", "without_it"], covered),
    }


def of_opportunity(page: OpportunityPage) -> Sheets:
    heads = ["place", "day", "days_before", "channel", "campaign", "asset", "person", "share", "credit", "why", "roles"]
    touches = [
        [row.place, f"{row.at:%Y-%m-%d}", row.days_before, row.channel, row.campaign, row.asset, row.person,
         row.share, row.amount, row.why, ", ".join(row.roles)]
        for row in page.rows
    ]  # fmt: skip
    shares = [[row.place, row.campaign or row.channel, *row.shares] for row in page.rows]
    entered = page.journey.stage_events if page.journey else []
    stages = [[event.stage, f"{event.entered_at:%Y-%m-%d}", event.amount] for event in entered]
    return {
        "touches": Sheet(heads, touches),
        "every-model": Sheet(["place", "touch", *(model.value for model, _ in page.models)], shares),
        "stages": Sheet(["stage", "entered", "amount_then"], stages),
        **_figures({"journey": page.drawing}),
    }


def of_truth(page: TruthPage) -> Sheets:
    heads = ["model", "name", "share_error", "spearman", "credited_to_caused", "idle_credit", "regret",
             "interval_coverage", "truth_coverage"]  # fmt: skip
    return {"truth": Sheet(heads, [[getattr(row, name) for name in heads] for row in page.rows])}


def _figures(drawings: Mapping[str, Drawing | None]) -> Sheets:
    """The twins of what is drawn, numbers with all their digits."""
    return {name: _twin(drawing) for name, drawing in drawings.items() if drawing}


def _twin(drawing: Drawing) -> Sheet:
    rows = [[cell.value if cell.is_number else cell.text for cell in row] for row in drawing.twin.rows]
    return Sheet([column.label for column in drawing.twin.columns], rows)
