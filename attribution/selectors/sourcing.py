"""Sourced, influenced and attributed: three different questions, never added to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from attribution.models import Credit, CreditRun, Grouping, Influence, Milestone, Sourcing
from attribution.selectors.costs import PATHS as OF_CAMPAIGN
from attribution.selectors.credit import reconciled, within
from attribution.selectors.explorer import PATHS, By, Only, Slice
from attribution.selectors.journeys import journeys, keeps_groups
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
    """Deals that marketing, or one group of its campaigns, sourced under one rule, beside all deals of the window.

    `unknown_deals` and `unknown_value`: deals the rule cannot decide. `nameless`: deals that marketing sourced without
    a campaign being named. `without_amount` counts sourced deals whose amount nobody knows. With a `reason` there is no
    data, and `deals` and `value` are None.
    """

    rule: Sourcing.Rule
    deals: int | None
    value: Decimal | None
    all_deals: int
    all_value: Decimal
    unknown_deals: int
    unknown_value: Decimal
    without_amount: int
    nameless: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """Deals of one verdict and sourcing campaign; `is_own`: of the group that is asked for."""

    rule: str
    verdict: str
    campaign_id: int | None
    is_own: bool
    deals: int
    value: Decimal
    without_amount: int


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
    `model`; it adds up. Of one group alone: what it touched, and its credit. `crm`: all there is. `influenced` is None
    where the run did not keep what a theme touched. `first`: deals by the campaign of the first touch before they were
    created, the largest value first; they add up.
    """

    sourced: Sequence[Sourced]
    first: Sequence[SourcedBy]
    influenced: Decimal | None
    attributed: Decimal
    model: str
    crm: Decimal


def sourced(
    run: CreditRun, *, milestone: Milestone, window: Window, scope: Scope | None = None, only: Only | None = None
) -> Sequence[Sourced]:
    """Every rule's answer for deals created (OPPORTUNITY) or won (WON) in the months of the window.

    Of one channel, theme or campaign: deals that its campaigns sourced, beside the same deals in all.
    """
    said = _said(run, milestone, window, scope, only)
    return [_sourced(rule, [one for one in said if one.rule == rule]) for rule in Rule]


def _said(
    run: CreditRun, milestone: Milestone, window: Window, scope: Scope | None, only: Only | None
) -> Sequence[_Said]:
    rows = within(Sourcing.objects.filter(run=run, milestone=milestone), window, scope)
    group = f"{OF_CAMPAIGN[only.by]}_id" if only else "campaign_id"
    sums = {"d": Sum("deals"), "v": Sum("value"), "u": Sum("unknown_values")}
    found = rows.values_list("rule", "verdict", "campaign_id", group).annotate(**sums).order_by("-v", "campaign_id")
    return [_Said(*row[:3], row[3] == only.key if only else True, *row[-3:]) for row in found]


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
        path = PATHS[only.by] if by == Grouping.CHANNEL else OF_CAMPAIGN[only.by]
        rows = rows.filter(**{f"{path}_id": only.key})
    sums = {"n": Sum("milestones"), "v": Sum("value"), "u": Sum("unknown_values")}
    found = rows.values_list(f"{by}_id", f"{by}__name").annotate(**sums)
    return [Influenced(*row) for row in found.order_by("-v", f"{by}_id")]


def kept_apart(
    run: CreditRun,
    *,
    model: str,
    milestone: Milestone,
    window: Window,
    scope: Scope | None = None,
    only: Only | None = None,
) -> KeptApart:
    """Sourced by every rule, influenced and attributed, of deals created or won in the months of the window."""
    credits = within(Credit.objects.filter(run=run, model=model, milestone=milestone), window, scope)
    named = Q(**{f"{PATHS[only.by]}_id": only.key}) if only else Q(campaign__isnull=False)
    total = reconciled(run, milestone=milestone, window=window, scope=scope)
    said = _said(run, milestone, window, scope, only)
    first = [one for one in said if one.rule == Rule.FIRST_TOUCH and one.verdict == Verdict.MARKETING and one.is_own]
    return KeptApart(
        sourced=[_sourced(rule, [one for one in said if one.rule == rule]) for rule in Rule],
        first=[SourcedBy(one.campaign_id, one.deals, one.value) for one in first],
        influenced=_touched(Slice(run, milestone, window, scope or Scope(), only), only) if only else total.attributed,
        attributed=credits.filter(named).aggregate(v=Sum("value"))["v"] or NOTHING,
        model=model,
        crm=total.crm,
    )


def _touched(part: Slice, only: Only) -> Decimal | None:
    """What one group touched, in full; a deal that several campaigns of a theme touched counts once."""
    if only.by is By.THEME:
        found = journeys(part)
        if not found.journeys and not keeps_groups(part.run):
            return None
        return sum((Decimal(repr(end.value)) for end in found.first), Decimal(0)).quantize(NOTHING)
    rows = influenced(
        part.run, milestone=part.milestone, window=part.window, by=only.by.value, scope=part.scope, only=only
    )
    return sum((row.value for row in rows), NOTHING)


def _sourced(rule: Sourcing.Rule, said: Sequence[_Said]) -> Sourced:
    marketing = [one for one in said if one.verdict == Verdict.MARKETING]
    own = [one for one in marketing if one.is_own]
    unknown = [one for one in said if one.verdict == Verdict.UNKNOWN]
    unknown_deals, all_deals = sum(one.deals for one in unknown), sum(one.deals for one in said)
    undecided = unknown_deals == all_deals
    return Sourced(
        rule=rule,
        deals=None if undecided else sum(one.deals for one in own),
        value=None if undecided else _sum(own),
        all_deals=all_deals,
        all_value=_sum(said),
        unknown_deals=unknown_deals,
        unknown_value=_sum(unknown),
        without_amount=sum(one.without_amount for one in own),
        nameless=sum(one.deals for one in marketing if one.campaign_id is None),
        reason=("No deal falls into this window." if not all_deals else NO_DATA[rule]) if undecided else "",
    )


def _sum(said: Sequence[_Said]) -> Decimal:
    return sum((one.value for one in said), NOTHING)
