"""Make the quarterly alignment dashboard of one cycle out of its score, its credit and its objectives."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from alignment.core.coverage import Ledger, budget_lines, ledger
from alignment.core.facts import read_inputs
from alignment.core.inputs import ScoreInputs
from alignment.models import ScoreRun
from alignment.selectors.inputs import objective_key
from alignment.services.recompute import EVIDENCE_MILESTONE, LOCKED_MODEL
from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone
from campaigns.models import Campaign
from forecasts.selectors.board import worst_outlook
from forecasts.selectors.outlook import status_by_outlook
from okrs.core.status import WORST_FIRST, Status
from okrs.models import BusinessObjective, Cycle, Team
from okrs.selectors import ObjectiveRow, flat, objectives_with_progress
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from organisation.core.show import money
from organisation.selectors import organisation
from reports.dashboards.alignment import AlignmentPage, ObjectiveLine, Part, ScorePanel
from reports.dashboards.sentences import LABELS, State, opening, warning
from reports.figures.credit import CampaignBar, credit_by_campaign, spend_against_target
from reports.figures.drawing import Drawing
from reports.figures.flow import money_flow
from reports.figures.palette import FAMILIES
from reports.models import StoredPage
from reports.services.measures import gaps, measures
from reports.services.snapshot.credit import interval
from reports.services.snapshot.money import flow, mix

NO_CREDIT = "No opportunity was created in this cycle, or none has an amount. Import opportunities and their touches."
NO_MONEY = "No spend of this cycle is mapped to an objective yet. Link campaigns to objectives first."
GRADES = {"declared": 1, "associated": 2, "matched_control": 3, "randomised": 4}


def store(score: ScoreRun, run: CreditRun, *, day: date, now: datetime) -> StoredPage:
    """Make the page and put it in place of the one before."""
    content = make(score, run, day=day).as_json()
    page, _ = StoredPage.objects.update_or_create(
        name=StoredPage.Name.ALIGNMENT, cycle=score.cycle, defaults={"content": content, "made_at": now}
    )
    return page


def make(score: ScoreRun, run: CreditRun, *, day: date) -> AlignmentPage:
    """The page as of the day of the score."""
    cycle, inputs = score.cycle, read_inputs(score.receipt["inputs"])
    window = Window(cycle.starts_on, cycle.ends_on)
    currency = organisation().currency
    split = ledger(inputs)
    lines = _objectives(cycle, inputs, run, window, day=score.as_of)
    state = _state(score, split, lines, currency)
    pipeline = attribution.reconciled(run, milestone=Milestone.OPPORTUNITY, window=window)
    credit, spent = _credit(run, window, currency), _money(lines, score)
    return AlignmentPage(
        cycle=cycle.name,
        as_of=score.computed_at.isoformat(),
        day=max(0, min((day - cycle.starts_on).days + 1, window.days)),
        days=window.days,
        currency=currency,
        sentence=opening(state),
        warning=warning(state),
        lede=_lede(score, lines),
        score=_panel(score),
        objectives=tuple(lines),
        measures=tuple(measures(window, currency)),
        credit=credit,
        no_credit="" if credit else NO_CREDIT,
        money=spent,
        no_money="" if spent else NO_MONEY,
        model=f"{LOCKED_MODEL.replace('_', ' ').capitalize()} model, accounts, 365 days",
        proofs=(
            f"Attributed {money(pipeline.attributed, currency=currency)} + unattributed "
            f"{money(pipeline.unattributed, currency=currency)} = CRM {money(pipeline.crm, currency=currency)}",
            f"Mapped {money(split.mapped, currency=currency)} + enabling {money(split.enabling, currency=currency)} + "
            f"orphan {money(split.orphan, currency=currency)}{_came_back(split, currency)} = ledger "
            f"{money(split.total - split.credit_notes, currency=currency)}",
        ),
        gaps=tuple(gaps(split, pipeline, window)),
        flow=_flow(inputs, lines, score, currency),
        mix=mix(inputs).sentence,
    )


def _came_back(split: Ledger, currency: str) -> str:
    return f" − credit notes {money(split.credit_notes, currency=currency)}" if split.credit_notes else ""


def _flow(inputs: ScoreInputs, lines: list[ObjectiveLine], score: ScoreRun, currency: str) -> Drawing | None:
    families = {row.key: line.family for row in inputs.objectives for line in lines if line.name == row.name}
    parts = flow(inputs, families)
    caption = f"Actual spend up to {score.as_of:%-d %b %Y}, declared links"
    return money_flow(parts, currency=currency, caption=caption) if parts else None


def _state(score: ScoreRun, split: Ledger, lines: list[ObjectiveLine], currency: str) -> State:
    known = [line for line in lines if line.spend_share is not None]
    starved = max(known, key=lambda line: line.target_share - (line.spend_share or 0.0), default=None)
    return State(
        score=score.score,
        band=score.band,
        reason=score.reason,
        orphan=float(split.orphan),
        in_scope=float(split.in_scope),
        currency=currency,
        starved=(starved.name, starved.spend_share or 0.0, starved.target_share) if starved else None,
    )


def _lede(score: ScoreRun, lines: list[ObjectiveLine]) -> str:
    if score.score is None:
        return score.reason
    judged = sum(line.progress is not None for line in lines)
    return f"{judged} of {len(lines)} business objectives have key results with values."


def _panel(score: ScoreRun) -> ScorePanel:
    found = score.receipt["arithmetic"]
    parts = tuple(
        Part(LABELS[part["name"]], part["value"], part["reason"], part["weight"], part["points"])
        for part in found["components"]
    )
    return ScorePanel(
        run=score.pk,
        value=score.score,
        reason=score.reason,
        band=score.band,
        structure=score.structure,
        result=score.result,
        low=score.low,
        high=score.high,
        models=len(found["by_model"]),
        parts=parts,
    )


def _objectives(cycle: Cycle, inputs: ScoreInputs, run: CreditRun, window: Window, *, day: date) -> list[ObjectiveLine]:
    """Business objectives, the weakest first."""
    serving: dict[int, list[ObjectiveRow]] = defaultdict(list)
    for row in flat(objectives_with_progress(cycle, today=day)):
        if row.objective.business_objective_id:
            serving[row.objective.business_objective_id].append(row)
    money_by = {line.objective: line for line in budget_lines(inputs)}
    facts = {objective.key: objective for objective in inputs.objectives}
    evidence: dict[str, int] = defaultdict(int)
    for link in inputs.links:
        evidence[link.objective] = max(evidence[link.objective], GRADES[link.evidence.value])
    lines, ahead = [], status_by_outlook()
    for row in BusinessObjective.objects.all():
        key = objective_key(row.pk)
        if key not in facts:
            continue
        below = serving.get(row.pk, [])
        scope = Scope.from_mapping(row.scope)
        credited = attribution.credit_by_campaign(
            run, model=LOCKED_MODEL, milestone=EVIDENCE_MILESTONE, window=window, scope=scope or None
        )
        lines.append(
            ObjectiveLine(
                name=row.name,
                family=row.category,
                category=row.get_category_display(),
                owned_with=", ".join(Team(team).label for team in row.co_owners),
                status=_worst(below).value,
                progress=facts[key].progress,
                expected=facts[key].expected,
                spend_share=money_by[key].share,
                target_share=money_by[key].target,
                verdict=money_by[key].verdict or "",
                credited=float(sum((found.value for found in credited), Decimal(0))) if scope and credited else None,
                evidence=evidence[key],
                objectives=tuple((found.objective.pk, found.objective.name) for found in below),
                outlook=worst_outlook(below, ahead),
            )
        )
    return sorted(lines, key=lambda line: (WORST_FIRST.index(Status(line.status)), -line.target_share, line.name))


def _worst(rows: list[ObjectiveRow]) -> Status:
    live = [row.status for row in rows if row.status is not Status.DROPPED]
    return min(live, key=WORST_FIRST.index, default=Status.NO_DATA)


def _credit(run: CreditRun, window: Window, currency: str) -> Drawing | None:
    rows = attribution.credit_by_campaign(run, model=LOCKED_MODEL, milestone=EVIDENCE_MILESTONE, window=window)
    total = attribution.reconciled(run, milestone=EVIDENCE_MILESTONE, window=window)
    if not total.crm:
        return None
    named = dict(
        Campaign.objects.filter(pk__in=[r.campaign_id for r in rows if r.campaign_id]).values_list("pk", "name")
    )
    lost = float(total.conversions) - sum(float(row.conversions) for row in rows)
    last = (window.ends_on - timedelta(days=1)).strftime("%-d %b %Y")
    errors = attribution.errors_by_campaign(run, model=LOCKED_MODEL, milestone=EVIDENCE_MILESTONE, window=window)
    return credit_by_campaign(
        [
            _bar(row, named.get(row.campaign_id or 0, "Touches without a campaign"), errors.get(row.campaign_id))
            for row in rows
            if row.value
        ],
        unattributed=float(total.unattributed),
        unattributed_milestones=lost,
        currency=currency,
        caption=f"Opportunities created {window.starts_on:%-d %b %Y} – {last}, {LOCKED_MODEL} model, account-based",
    )


def _bar(row: attribution.CampaignCredit, name: str, error: float | None) -> CampaignBar:
    low, high = interval(row.value, error)
    edges = (None, None) if low is None or high is None else (float(low), float(high))
    return CampaignBar(name, float(row.value), float(row.conversions), *edges, is_campaign=row.campaign_id is not None)


def _money(lines: list[ObjectiveLine], score: ScoreRun) -> Drawing | None:
    known = [line for line in lines if line.spend_share is not None]
    if not known:
        return None
    rows = [(line.name, FAMILIES[line.family], line.spend_share or 0.0, line.target_share) for line in known]
    return spend_against_target(rows, caption=f"Actual spend up to {score.as_of:%-d %b %Y}, declared links")
