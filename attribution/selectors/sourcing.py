"""Sourced, influenced and attributed: three different questions, never added to each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from attribution.models import Credit, CreditRun, Grouping, Influence, Milestone, Sourcing
from attribution.selectors.credit import reconciled, within
from attribution.selectors.explorer import PATHS, Only
from organisation.core.calendar import Window
from organisation.core.scope import Scope

Rule, Verdict = Sourcing.Rule, Sourcing.Verdict
NOTHING = Decimal("0.00")
NO_DATA: Mapping[str, str] = {
    Rule.SOURCE_FIELD: "No deal of this window names its source.",
    Rule.PRIMARY_CAMPAIGN: "No deal names its primary campaign.",
    Rule.FIRST_TOUCH: "No deal falls into this window.",
    Rule.BEFORE_SALES: "No sales activity was imported, so nobody knows whether marketing was first.",
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """Deals that marketing sourced under one rule, beside all deals of the window.

    `unknown_deals` and `unknown_value`: deals the rule cannot decide. `without_amount` counts sourced deals whose
    amount nobody knows. With a `reason` there is no data, and `deals` and `value` are None.
    """

    rule: Sourcing.Rule
    deals: int | None
    value: Decimal | None
    all_deals: int
    all_value: Decimal
    unknown_deals: int
    unknown_value: Decimal
    without_amount: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourcedBy:
    """Deals that one campaign sourced; `campaign_id` None: marketing did, but no campaign is named."""

    campaign_id: int | None
    deals: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Influenced:
    """Milestones that one campaign or channel touched, each in full. Not to be added up."""

    group_id: int
    name: str
    milestones: int
    value: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class KeptApart:
    """The three readings of one milestone side by side.

    `influenced`: everything with a touch, in full. `attributed`: the credit of touches that name a campaign, under
    `model`; it adds up. `crm`: all there is.
    """

    sourced: Sequence[Sourced]
    influenced: Decimal
    attributed: Decimal
    model: str
    crm: Decimal


def sourced(run: CreditRun, *, milestone: Milestone, window: Window, scope: Scope | None = None) -> Sequence[Sourced]:
    """Every rule's answer for deals created (OPPORTUNITY) or won (WON) in the months of the window."""
    rows = within(Sourcing.objects.filter(run=run, milestone=milestone), window, scope)
    found: dict[tuple[str, str], tuple[int, Decimal, int]] = defaultdict(lambda: (0, NOTHING, 0))
    for rule, verdict, deals, value, unknown in (
        rows.values_list("rule", "verdict").annotate(d=Sum("deals"), v=Sum("value"), u=Sum("unknown_values")).order_by()
    ):
        found[rule, verdict] = (deals, value, unknown)
    return [_sourced(rule, {verdict: found[rule, verdict] for verdict in Verdict}) for rule in Rule]


def sourced_by_campaign(
    run: CreditRun, *, rule: str, milestone: Milestone, window: Window, scope: Scope | None = None
) -> Sequence[SourcedBy]:
    """Deals that marketing sourced under a rule by the campaign that did, the largest value first; adds up."""
    rows = Sourcing.objects.filter(run=run, milestone=milestone, rule=rule, verdict=Verdict.MARKETING)
    found = within(rows, window, scope).values_list("campaign_id").annotate(d=Sum("deals"), v=Sum("value"))
    return [SourcedBy(campaign, deals, value) for campaign, deals, value in found.order_by("-v", "campaign_id")]


def influenced(
    run: CreditRun,
    *,
    milestone: Milestone,
    window: Window,
    by: str = Grouping.CAMPAIGN,
    scope: Scope | None = None,
    only: Only | None = None,
) -> Sequence[Influenced]:
    """Everything each campaign or channel touched, in full, the largest value first; or that of one group alone."""
    rows = within(Influence.objects.filter(run=run, milestone=milestone, by=by), window, scope)
    if only:
        rows = rows.filter(**{f"{PATHS[only.by]}_id": only.key})
    sums = {"n": Sum("milestones"), "v": Sum("value"), "u": Sum("unknown_values")}
    found = rows.values_list(f"{by}_id", f"{by}__name").annotate(**sums)
    return [Influenced(*row) for row in found.order_by("-v", f"{by}_id")]


def kept_apart(
    run: CreditRun, *, model: str, milestone: Milestone, window: Window, scope: Scope | None = None
) -> KeptApart:
    """Sourced by every rule, influenced and attributed, of deals created or won in the months of the window."""
    credits = within(Credit.objects.filter(run=run, model=model, milestone=milestone), window, scope)
    total = reconciled(run, milestone=milestone, window=window, scope=scope)
    return KeptApart(
        sourced=sourced(run, milestone=milestone, window=window, scope=scope),
        influenced=total.attributed,
        attributed=credits.filter(campaign__isnull=False).aggregate(v=Sum("value"))["v"] or NOTHING,
        model=model,
        crm=total.crm,
    )


def _sourced(rule: Sourcing.Rule, found: Mapping[str, tuple[int, Decimal, int]]) -> Sourced:
    deals, value, without_amount = found[Verdict.MARKETING]
    unknown_deals, unknown_value, _ = found[Verdict.UNKNOWN]
    all_deals = sum(part[0] for part in found.values())
    undecided = unknown_deals == all_deals
    return Sourced(
        rule=rule,
        deals=None if undecided else deals,
        value=None if undecided else value,
        all_deals=all_deals,
        all_value=sum((part[1] for part in found.values()), NOTHING),
        unknown_deals=unknown_deals,
        unknown_value=unknown_value,
        without_amount=without_amount,
        reason=("No deal falls into this window." if not all_deals else NO_DATA[rule]) if undecided else "",
    )
