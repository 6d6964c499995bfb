"""Cost and what came back for it: ROI, ROAS and CAC of campaigns and channels, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from attribution.core.quotients import Amount, Quotient, cost_each, return_on, value_per_cost
from attribution.models import CreditRun, Grouping, Milestone
from attribution.selectors.amounts import Credited, credited
from campaigns.selectors import spend_by
from organisation.core.calendar import Window
from organisation.core.scope import Scope

SCOPED = "Cost is not split by segment or region, so a part of the credit cannot be set against it."
NO_SPEND = "No spend is recorded in this window."
NAMELESS = "Spend belongs to campaigns; these touches name none."
PATHS: Mapping[str, str] = {Grouping.CAMPAIGN: "campaign", Grouping.CHANNEL: "campaign__channel"}
NO_CREDIT = Credited(Amount(Decimal(0)), Amount(Decimal("0.00")))


@dataclass(frozen=True, slots=True)
class Cost:
    """Known spend of a group in a window; None with the reason where a part of it or all of it is unknown."""

    amount: Decimal | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """What a campaign or channel cost and was credited with; `group_id` None: touches without one.

    `roi` is (value − cost) / cost, `roas` value / cost, `cac` cost per credited milestone. Bounds take the credit as
    uncertain and the cost as fixed.
    """

    group_id: int | None
    cost: Cost
    conversions: Amount
    value: Amount
    roi: Quotient
    roas: Quotient
    cac: Quotient


def returns(
    run: CreditRun,
    *,
    model: str,
    window: Window,
    milestone: Milestone = Milestone.WON,
    by: str = Grouping.CAMPAIGN,
    scope: Scope | None = None,
) -> Sequence[Return]:
    """Every group with credit or spend in the months of the window under an additive model, most value first."""
    found = credited(run, milestone=milestone, window=window, by=by, scope=scope, model=model)
    credit = {group: amounts for (_, group), amounts in found.items()}
    costs = costs_by(window, by=by)
    groups = sorted({*costs, *credit}, key=lambda group: (-credit.get(group, NO_CREDIT).value.value, group or 0))
    return [return_of(group, cost_of(group, costs, scope), credit.get(group, NO_CREDIT)) for group in groups]


def return_of(group: int | None, cost: Cost, credit: Credited) -> Return:
    """One group's ratios."""
    return Return(
        group_id=group,
        cost=cost,
        conversions=credit.conversions,
        value=credit.value,
        roi=return_on(credit.value, cost.amount, reason=cost.reason),
        roas=value_per_cost(credit.value, cost.amount, reason=cost.reason),
        cac=cost_each(cost.amount, credit.conversions, reason=cost.reason),
    )


def cost_of(group: int | None, costs: Mapping[int | None, Cost], scope: Scope | None) -> Cost:
    """The cost of a group, or why it is not known."""
    if scope:
        return Cost(None, SCOPED)
    return costs.get(group, Cost(None, NAMELESS if group is None else NO_SPEND))


def costs_by(window: Window, *, by: str = Grouping.CAMPAIGN) -> Mapping[int | None, Cost]:
    """What campaigns, or the channels of campaigns, cost in the window; enabling spend is left out."""
    found = spend_by(window, PATHS[by])
    return {group: cost_with(amount, unknown) for group, (amount, unknown) in found.items()}


def cost_with(amount: Decimal, unknown: int) -> Cost:
    """A sum of spend, or that so many of its entries have no amount."""
    if unknown:
        entries = "One spend entry has" if unknown == 1 else f"{unknown} spend entries have"
        return Cost(None, f"{entries} no amount in the reporting currency.")
    return Cost(amount)
