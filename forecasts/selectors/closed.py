"""Closed campaigns with what they cost and what was credited to them. For workers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone
from campaigns.models import Campaign
from campaigns.selectors import amount_by_campaign
from forecasts.core.launch.history import ClosedCampaign
from forecasts.models import LaunchFit
from kpis.models import Binding
from organisation.core.calendar import Window, add_months
from organisation.core.scope import Scope

Outcome = LaunchFit.Outcome
MILESTONES = {
    Outcome.REVENUE: Milestone.WON,
    Outcome.PIPELINE: Milestone.OPPORTUNITY,
    Outcome.OPPORTUNITIES: Milestone.OPPORTUNITY,
}
RIPE = {Outcome.REVENUE: timedelta(120), Outcome.PIPELINE: timedelta(45), Outcome.OPPORTUNITIES: timedelta(45)}
"""How long after its end a campaign still earns: one that ended later is not closed for this outcome."""
MOVES = {
    "pipeline": Outcome.PIPELINE,
    "attributed_pipeline": Outcome.PIPELINE,
    "opportunities_count": Outcome.OPPORTUNITIES,
    "revenue": Outcome.REVENUE,
    "attributed_revenue": Outcome.REVENUE,
}
"""KPIs that a campaign's outcome adds to."""
YEARS = 4


def window_of(day: date) -> Window:
    """All months whose money and credit count."""
    return Window(add_months(day, -12 * YEARS), add_months(day, 1))


def settled_on(ends_on: date, outcome: str) -> date:
    """The first day after what a campaign earns has come in; what comes later is not counted for it."""
    return ends_on + timedelta(days=1) + RIPE[Outcome(outcome)]


def earning_window(due_on: date) -> Window:
    """The months whose credit counts for a campaign that is settled on a day."""
    return Window(add_months(due_on, -12 * YEARS), add_months(due_on, 1))


def credited_to(
    run: CreditRun, outcome: str, *, model: str, window: Window, scope: Scope | None = None
) -> Mapping[int, float]:
    """Credit by campaign, as money or as a number of milestones."""
    rows = attribution.credit_by_campaign(
        run, model=model, milestone=MILESTONES[Outcome(outcome)], window=window, scope=scope
    )
    counted = outcome == Outcome.OPPORTUNITIES
    return {row.campaign_id: float(row.conversions if counted else row.value) for row in rows if row.campaign_id}


def closed_campaigns(
    run: CreditRun, outcome: str, *, model: str, day: date, ended_by: date | None = None
) -> list[ClosedCampaign]:
    """Campaigns that ended long enough before `ended_by`, or before the day, with what they had earned when closed."""
    last = (ended_by or day) - RIPE[Outcome(outcome)]
    rows = list(
        Campaign.objects.filter(ends_on__lt=last, starts_on__isnull=False).select_related("channel").order_by("pk")
    )
    spent = amount_by_campaign(window_of(day))
    earned = _earned(run, outcome, rows, model=model)
    return [
        ClosedCampaign(row.name, row.channel.name if row.channel else "", row.mix, float(spent[row.pk]),
                       earned.get(row.pk, 0.0))
        for row in rows
        if spent.get(row.pk)
    ]  # fmt: skip


def _earned(run: CreditRun, outcome: str, rows: Sequence[Campaign], *, model: str) -> dict[int, float]:
    """Credit of each campaign up to the day on which a promise of it is settled: older ones earn no longer than new."""
    due = {row.pk: settled_on(row.ends_on, outcome).replace(day=1) for row in rows if row.ends_on}
    found: dict[int, float] = {}
    for month in set(due.values()):
        earned = credited_to(run, outcome, model=model, window=earning_window(month))
        found |= {pk: earned[pk] for pk, its in due.items() if its == month and pk in earned}
    return found


def reach(
    run: CreditRun, outcome: str, bindings: Sequence[Binding], *, model: str, day: date
) -> dict[str, dict[str, float]]:
    """By key result and channel, the share of credit that lay in the key result's scope; under "" that of all."""
    window = window_of(day)
    channels = dict(Campaign.objects.values_list("pk", "channel__name"))
    whole = credited_to(run, outcome, model=model, window=window)
    found = {}
    for row in bindings:
        if MOVES.get(row.kpi) == outcome:
            scope = Scope.from_mapping(row.scope or row.key_result.scope)
            part = credited_to(run, outcome, model=model, window=window, scope=scope) if scope else whole
            found[str(row.key_result_id)] = _shares(part, whole, channels)
    return found


def _shares(
    part: Mapping[int, float], whole: Mapping[int, float], channels: Mapping[int, str | None]
) -> dict[str, float]:
    sums: dict[str, list[float]] = {"": [0.0, 0.0]}
    for campaign, amount in whole.items():
        for name in {"", channels.get(campaign) or ""}:
            pair = sums.setdefault(name, [0.0, 0.0])
            pair[0] += part.get(campaign, 0.0)
            pair[1] += amount
    return {name: round(inside / amount, 4) for name, (inside, amount) in sums.items() if amount}
