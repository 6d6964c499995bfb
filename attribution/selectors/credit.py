"""Read credit from the newest published run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from django.db.models import Count, Q, QuerySet, Sum

from attribution.models import Credit, CreditBand, CreditRun, CreditTotal, Milestone, ScopeCombination
from organisation.core.calendar import Window, months
from organisation.core.scope import DIMENSIONS, Scope


@dataclass(frozen=True, slots=True)
class CampaignCredit:
    """Credit of one campaign; `campaign_id` None: touches that name no campaign."""

    campaign_id: int | None
    conversions: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class ScopedCredit:
    """Credited milestones of one model, campaign and combination of dimensions.

    `variance` is the square of the standard error: errors add up inside a month and are independent between months;
    None for a model without them.
    """

    model: str
    campaign_id: int
    scope_id: int
    conversions: Decimal
    variance: float | None = None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Attributed plus unattributed is what the CRM has. `unknown` counts deals whose amount nobody knows."""

    attributed: Decimal
    unattributed: Decimal
    crm: Decimal
    conversions: Decimal
    unknown: int
    unattributed_conversions: Decimal = Decimal(0)


def run_beside(run: CreditRun) -> CreditRun | None:
    """The run with journeys of the other unit that stood beside this one."""
    return CreditRun.objects.published(by_other_unit=True).filter(started_at__lte=run.published_at).first()


def latest_run(*, by_other_unit: bool = False) -> CreditRun | None:
    return CreditRun.objects.published(by_other_unit=by_other_unit).first()


def credit_by_campaign(
    run: CreditRun, *, model: str, milestone: Milestone, window: Window, scope: Scope | None = None
) -> Sequence[CampaignCredit]:
    """Attributed credit by campaign over the months of the window, the largest value first."""
    rows = _credits(run, window, scope).filter(model=model, milestone=milestone, is_unattributed=False)
    found = rows.values_list("campaign_id").annotate(c=Sum("conversions"), v=Sum("value")).order_by("-v", "campaign_id")
    return [CampaignCredit(campaign, conversions, value) for campaign, conversions, value in found]


def errors_by_campaign(
    run: CreditRun, *, model: str, milestone: Milestone, window: Window, scope: Scope | None = None
) -> Mapping[int | None, float]:
    """The sampling error of each campaign's value over the window, where every slice of it has one.

    Slices of other months and scopes hold other milestones, so they are independent; inside one they may share theirs,
    so their errors add up.
    """
    rows = _credits(run, window, scope).filter(model=model, milestone=milestone, is_unattributed=False)
    slices = rows.values_list("campaign_id", "month", "scope_id").order_by()
    squares: dict[int | None, float | None] = {}
    for campaign, _, _, error, known, parts in slices.annotate(
        e=Sum("value_error"), known=Count("value_error"), parts=Count("pk")
    ):
        before = squares.get(campaign, 0.0)
        squares[campaign] = None if before is None or known < parts else before + error**2
    return {campaign: sqrt(total) for campaign, total in squares.items() if total is not None}


def reconciled(run: CreditRun, *, milestone: Milestone, window: Window, scope: Scope | None = None) -> Reconciled:
    """The totals of a milestone over the months of the window."""
    totals = within(CreditTotal.objects.filter(run=run, milestone=milestone), window, scope)
    found = totals.aggregate(
        crm=Sum("value"),
        lost=Sum("unattributed_value"),
        n=Sum("conversions"),
        unknown=Sum("unknown_values"),
        without=Sum("unattributed_conversions"),
    )
    nothing = Decimal("0.00")
    crm, lost = found["crm"] or nothing, found["lost"] or nothing
    return Reconciled(
        crm - lost, lost, crm, found["n"] or Decimal(0), found["unknown"] or 0, found["without"] or Decimal(0)
    )


def milestones_by_scope(run: CreditRun, *, milestone: Milestone, window: Window) -> Sequence[ScopedCredit]:
    """Credited milestones by model, campaign and combination of dimensions; touches without a campaign left out."""
    rows = _credits(run, window, None).filter(milestone=milestone, campaign__isnull=False)
    slices = rows.values_list("model", "campaign_id", "scope_id", "month").order_by()
    found: dict[tuple[str, int, int], tuple[Decimal, float | None]] = {}
    for model, campaign, scope, _, conversions, error in slices.annotate(
        n=Sum("conversions"), e=Sum("conversions_error")
    ):
        whole, variance = found.get((model, campaign, scope), (Decimal(0), 0.0))
        more = None if error is None or variance is None else variance + error**2
        found[model, campaign, scope] = (whole + conversions, more)
    return [ScopedCredit(*place, *sums) for place, sums in found.items()]


def conversions_by_scope(run: CreditRun, *, milestone: Milestone, window: Window) -> Mapping[int, Decimal]:
    """All milestones of the CRM by combination of dimensions, credited or not."""
    rows = within(CreditTotal.objects.filter(run=run, milestone=milestone), window, None)
    return dict(rows.values_list("scope_id").annotate(n=Sum("conversions")).order_by())


def combinations() -> Mapping[int, Mapping[str, str]]:
    """What the codes of combinations stand for: dimension values by code."""
    return {row.pk: {name: getattr(row, name) for name in DIMENSIONS} for row in ScopeCombination.objects.all()}


def bands(run: CreditRun, *, model: str, milestone: Milestone, by: str) -> Sequence[CreditBand]:
    """Credit over all months with its 90 % interval, by "campaign" or "channel"."""
    return list(
        CreditBand.objects.filter(run=run, model=model, milestone=milestone, by=by)
        .select_related("campaign", "channel")
        .order_by("-value")
    )


def _credits(run: CreditRun, window: Window, scope: Scope | None) -> QuerySet[Credit]:
    return within(Credit.objects.filter(run=run), window, scope)


def within(rows: "QuerySet", window: Window, scope: Scope | None) -> "QuerySet":  # type: ignore[type-arg]
    numbers = [part.starts_on.year * 100 + part.starts_on.month for part in months(window)]
    rows = rows.filter(month__gte=min(numbers), month__lte=max(numbers))
    return rows.filter(scope__in=within_scope(scope)) if scope else rows


def within_scope(scope: Scope) -> QuerySet[ScopeCombination]:
    """Combinations of dimension values that lie in the scope."""
    wanted = Q()
    for dimension, values in scope.as_mapping().items():
        wanted &= Q(**{f"{dimension}__in": values})
    return ScopeCombination.objects.filter(wanted)
