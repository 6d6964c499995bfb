"""The cube of a run as sums by month and combination of dimensions: one query whatever is asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Min, Q, Sum

from attribution.models import Credit, CreditRun, CreditTotal, Milestone, Sourcing

PLACES = {"": None, "campaign": "campaign_id", "channel": "campaign__channel_id", "theme": "campaign__theme_id"}


@dataclass(frozen=True, slots=True)
class CubeCell:
    """Credit of one month, combination of dimensions and member; `month` such as 202611, no member where not split."""

    month: int
    scope_id: int
    value: Decimal
    member: int | None = None


@dataclass(frozen=True, slots=True)
class TotalCell:
    """What the CRM has of a milestone in one month and combination, and the part that touches preceded."""

    month: int
    scope_id: int
    attributed: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class SourcedCell:
    """Deals of one month and combination that a rule calls marketing's, and how many deals it can decide at all."""

    month: int
    scope_id: int
    value: Decimal
    unknown: int
    deals: int
    decided: int


def cube(
    run: CreditRun,
    *,
    model: str,
    milestone: Milestone,
    first: int,
    last: int,
    by: str = "",
    only_named: bool = False,
) -> Sequence[CubeCell]:
    """Attributed money of the months `first` to `last`, split `by` campaign or its channel or theme.

    `only_named` leaves out touches that name no campaign.
    """
    rows = Credit.objects.filter(
        run=run, model=model, milestone=milestone, is_unattributed=False, month__gte=first, month__lte=last
    )
    if only_named:
        rows = rows.filter(campaign__isnull=False)
    place = PLACES[by]
    named = rows.annotate(member=F(place)) if place else rows
    keys = ("month", "scope_id", *(("member",) if place else ()))
    found = named.values_list(*keys).annotate(v=Sum("value")).order_by()
    if place:
        return [CubeCell(month, scope, value, member) for month, scope, member, value in found]
    return [CubeCell(month, scope, value) for month, scope, value in found]


def total_cells(run: CreditRun, *, milestone: Milestone, first: int, last: int) -> Sequence[TotalCell]:
    rows = CreditTotal.objects.filter(run=run, milestone=milestone, month__gte=first, month__lte=last)
    return [
        TotalCell(month, scope, value - lost, unknown)
        for month, scope, value, lost, unknown in rows.values_list(
            "month", "scope_id", "value", "unattributed_value", "unknown_values"
        )
    ]


def first_months(run: CreditRun) -> Mapping[int, int]:
    """By milestone, the first month that has one; milestones that nobody reached are left out."""
    rows = CreditTotal.objects.filter(run=run).values_list("milestone").annotate(first=Min("month")).order_by()
    return dict(rows)


def sourced_cells(
    run: CreditRun, *, rule: Sourcing.Rule, milestone: Milestone, first: int, last: int
) -> Sequence[SourcedCell]:
    """What marketing sourced under a rule in the months `first` to `last`."""
    rows = Sourcing.objects.filter(run=run, rule=rule, milestone=milestone, month__gte=first, month__lte=last)
    marketing = Q(verdict=Sourcing.Verdict.MARKETING)
    found = rows.values_list("month", "scope_id").annotate(
        v=Sum("value", filter=marketing, default=Decimal("0.00")),
        u=Sum("unknown_values", filter=marketing, default=0),
        d=Sum("deals"),
        known=Sum("deals", filter=~Q(verdict=Sourcing.Verdict.UNKNOWN), default=0),
    )
    return [SourcedCell(*row) for row in found.order_by()]
