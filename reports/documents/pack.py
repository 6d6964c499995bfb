"""What the board pack says, in the order in which it is read: the same words and numbers for PDF and PowerPoint."""

from collections.abc import Mapping, Sequence
from datetime import date

from organisation.core import show
from reports.core.bridge import Bridge
from reports.core.commentary import reds
from reports.core.quantity import Quantity, change_text
from reports.core.scopes import OF_THE_PART, OF_THE_WHOLE
from reports.core.snapshot import Annex, KpiRow, Snapshot
from reports.dashboards.sentences import kpis_sentence, objectives_sentence
from reports.documents.ahead import ahead_grid
from reports.documents.credited import campaign_table, credit_chart, credit_table
from reports.documents.flows import flow_grid
from reports.documents.parts import (
    STATUSES,
    TONES,
    Columns,
    Grid,
    KpiLine,
    Mark,
    ObjectiveLine,
    Pack,
    Series,
    as_float,
    named,
)
from reports.documents.restated import restated_grid
from reports.documents.scales import marks
from reports.documents.scored import score_words
from reports.documents.worth import worth_grid

NONE = show.NONE


def pack(
    found: Snapshot, annex: Annex, *, comments: Mapping[str, str], issued: str = "", bridge: Bridge | None = None
) -> Pack:
    """`comments` are the words of leaders by subject; `bridge` is why a frozen cycle differs now."""
    about, currency = found.about, found.about.currency
    return Pack(
        organisation=about.organisation,
        cycle=about.cycle,
        window=f"{day(about.starts_on)} to {day(about.as_of)}, day {about.day} of {about.days}",
        as_of=day(about.as_of),
        scope=f"Only {about.scope}. {OF_THE_PART} {OF_THE_WHOLE}" if about.scope else "",
        model=about.model,
        issued=issued,
        sentence=found.headline.sentence,
        warning=found.headline.warning,
        points=found.headline.points,
        **_findings(found),
        kpis=tuple(_kpi(row, currency, comments) for row in found.kpis),
        objectives=_objectives(found, comments),
        money_sentence=found.money.sentence,
        money_chart=_money_chart(found),
        money_table=_money_table(found),
        mix=found.mix.sentence,
        credit_chart=credit_chart(found),
        credit_table=credit_table("Credit by campaign", found.credit.rows, found, foot=True),
        commentary=_commentary(found, comments),
        promises=_promises(found),
        ahead=ahead_grid(found),
        risks=found.risks,
        decisions=found.decisions,
        gaps=found.gaps,
        proofs=tuple(proof.sentence for proof in found.proofs),
        departments=tuple(_department(view.title, view.lede, view.rows, currency) for view in annex.views),
        worth=worth_grid(annex.cohorts, currency=currency),
        components=_components(found),
        flow=flow_grid(found),
        campaigns=campaign_table(found, annex),
        definitions=_definitions(found),
        restated=restated_grid(bridge, currency=currency),
    )


def _findings(found: Snapshot) -> dict[str, str]:
    """What the score, the KPIs and the objectives show, as words."""
    return {
        **score_words(found.score, part=found.about.scope),
        "kpis_sentence": kpis_sentence(found.kpis),
        "objectives_sentence": objectives_sentence(found.objectives),
    }


def day(value: date) -> str:
    return f"{value:%-d %b %Y}"


def _kpi(row: KpiRow, currency: str, comments: Mapping[str, str]) -> KpiLine:
    planned = bool(row.plan)
    good = (row.variance.value or 0) > 0
    return KpiLine(
        name=named(row.label),
        cause=row.cause or row.actual.reason,
        owner=named(row.owner),
        comment=comments.get(f"kpi:{row.key}", ""),
        actual=row.actual.text(currency) if row.actual else "no data",
        due=row.expected.text(currency) if planned else "no plan",
        plan=row.plan.text(currency) if planned else "",
        variance=change_text(row.variance),
        variance_tone="" if not row.variance.value else "good" if good == (row.better == "up") else "bad",
        before=_or_no_data(row.previous, currency),
        change=change_text(row.change) if row.change else row.previous.span,
        year_ago=_or_no_data(row.year_ago, currency),
        year_change=change_text(row.year_change) if row.year_change else row.year_ago.span,
        status=STATUSES[row.status] if planned else "No plan",
        tone=TONES.get(row.status, "none") if planned else "none",
    )


def _or_no_data(quantity: Quantity, currency: str) -> str:
    return quantity.text(currency) if quantity else "no data"


def _with_span(quantity: Quantity, currency: str) -> str:
    return f"{_or_no_data(quantity, currency)}{f' ({quantity.span})' if quantity.span else ''}"


def _objectives(found: Snapshot, comments: Mapping[str, str]) -> tuple[ObjectiveLine, ...]:
    return tuple(
        ObjectiveLine(
            name=named(row.name),
            category=f"{row.category}{f' · with {row.owned_with}' if row.owned_with else ''}",
            family=row.family,
            status=STATUSES[row.status],
            tone=TONES.get(row.status, "none"),
            progress=row.progress,
            expected=row.expected,
            progress_text=show.percent(row.progress),
            money=show.percent(row.spend_share),
            target=show.percent(row.target_share),
            spend_share=row.spend_share,
            target_share=row.target_share,
            credited=row.credited.text(found.about.currency) if row.credited else "no scope",
            comment=comments.get(f"objective:{row.pk}", ""),
        )
        for row in found.objectives
    )


def _money_chart(found: Snapshot) -> Columns:
    months = found.money.months
    layers = (("Plan", "line-strong", "plan"), ("Committed", "f-profit", "committed"), ("Actual", "accent", "actual"))
    known = [amount for row in months for *_, layer in layers if (amount := getattr(row, layer)) is not None]
    return Columns(
        title=found.money.sentence,
        caption=f"Money by month, {found.about.currency}, up to {day(found.about.as_of)}",
        labels=tuple(f"{row.month:%b %Y}" for row in months),
        series=tuple(
            Series(name, colour, tuple(as_float(getattr(row, layer)) for row in months))
            for name, colour, layer in layers
        ),
        marks=tuple(
            Mark(value, show.compact_money(value, currency=found.about.currency))
            for value in marks(float(max(known, default=0)))
        ),
    )


def _money_table(found: Snapshot) -> Grid:
    money, currency = found.money, found.about.currency

    def amount(value: object) -> str:
        return show.money(value, currency=currency)  # type: ignore[arg-type]

    return Grid(
        title="Money by month",
        lede="A forecast of a month that is over counts what was spent in it.",
        heads=("Month", "Plan", "Forecast", "Committed", "Actual"),
        numeric=(False, True, True, True, True),
        rows=tuple(
            (f"{row.month:%b %Y}", *map(amount, (row.plan, row.forecast, row.committed, row.actual)))
            for row in money.months
        ),
        foot=(found.about.cycle, *map(amount, (money.plan, money.forecast, money.committed, money.actual))),
    )


def _promises(found: Snapshot) -> Grid:
    return Grid(
        title="Promised and happened",
        lede=found.promises_sentence,
        heads=("Key result", "Objective", "Promised", "Happened", "Way", "Status", "Owner"),
        numeric=(False, False, True, True, True, False, False),
        rows=tuple(
            (
                named(row.name),
                named(row.objective),
                f"{row.promised} {row.unit}".strip(),
                show.plain(row.happened),
                show.percent(row.progress),
                STATUSES[row.status],
                named(row.owner),
            )
            for row in found.promises
        ),
    )


def _commentary(found: Snapshot, comments: Mapping[str, str]) -> Grid:
    """What leaders say of the reds, in full; slides have no room for it beside the numbers."""
    return Grid(
        title="What is said of the reds",
        lede="",
        heads=("Red", "What the board should know"),
        numeric=(False, False),
        rows=tuple((named(red.label), comments[red.subject]) for red in reds(found) if red.subject in comments),
    )


def _department(title: str, lede: str, rows: Sequence[KpiRow], currency: str) -> Grid:
    return Grid(
        title=title,
        lede=lede,
        heads=("KPI", "Actual", "Before", "Change", "Year ago", "What it rests on"),
        numeric=(False, True, True, True, True, False),
        rows=tuple(
            (
                row.label,
                _or_no_data(row.actual, currency),
                _with_span(row.previous, currency),
                change_text(row.change),
                _with_span(row.year_ago, currency),
                row.cause or row.actual.reason,
            )
            for row in rows
        ),
    )


def _components(found: Snapshot) -> Grid:
    before = found.score.previous_cycle or "Before"
    return Grid(
        title="What the score is made of",
        lede="Weights of components without data go to those that have some.",
        heads=("Component", "Value", before, "Weight", "Points", "Remark"),
        numeric=(False, True, True, True, True, False),
        rows=tuple(
            (
                part.label,
                show.percent(part.value) if part.value is not None else "no data",
                show.percent(part.before),
                show.percent(part.weight),
                show.number(part.points, digits=1),
                part.reason,
            )
            for part in found.score.components
        ),
        foot=("Score", "", "", "", show.number(found.score.value, digits=1), ""),
    )


def _definitions(found: Snapshot) -> Grid:
    return Grid(
        title="Definitions",
        lede="As they were in force when these numbers were computed.",
        heads=("KPI", "Version", "Meaning", "Formula"),
        numeric=(False, True, False, False),
        rows=tuple((row.name, str(row.version), row.text, row.formula) for row in found.definitions),
    )
