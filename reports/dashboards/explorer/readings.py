"""Sourced, influenced, attributed: three questions about the same deals, never added to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attribution import selectors
from attribution.models import Milestone, Sourcing
from attribution.selectors import KeptApart
from organisation.core.show import compact_money, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import Question

RULES = {
    "source_field": "The CRM’s source field names marketing.",
    "primary_campaign": "The CRM names a primary campaign.",
    "first_touch": "The first touch inside the look-back is marketing’s.",
    "before_sales": "A touch came before the first activity of sales.",
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What one rule calls sourced; `reason` says why it has no answer."""

    name: str
    means: str
    deals: int | None
    value: float | None
    share: float | None
    unknown: int
    reason: str


@dataclass(frozen=True, slots=True)
class InfluenceRow:
    """Everything one group touched, in full: these rows do not add up.

    `first`: the deals and their money that a campaign sourced by being first, which do; None where groups are no
    campaigns of deals.
    """

    key: int | None
    name: str
    milestones: int
    value: float
    first: tuple[int, float] | None


@dataclass(frozen=True, slots=True)
class ReadingsPage:
    question: Question
    currency: str
    apart: KeptApart | None
    rules: Sequence[RuleRow]
    influenced: Sequence[InfluenceRow]
    sentence: str


def build(question: Question, *, currency: str) -> ReadingsPage:
    """Deals of the question's months and scope; people stages and orders are sourced by nobody.

    Of one channel or campaign, or the campaigns of one theme, what it influenced; the rest is asked of all deals.
    """
    asked = question.only.by if question.only else question.by
    by = asked if asked in (selectors.By.CHANNEL, selectors.By.CAMPAIGN) else selectors.By.CAMPAIGN
    scope = question.scope or None
    part = {"milestone": question.milestone, "window": question.window, "scope": scope}
    touched = selectors.influenced(question.run, by=by.value, only=question.only, **part)  # type: ignore[arg-type]
    apart = selectors.kept_apart(question.run, model=question.model.value, **part)  # type: ignore[arg-type]
    is_deal = question.milestone in (Milestone.OPPORTUNITY, Milestone.WON)
    first = _first(question) if is_deal and by is selectors.By.CAMPAIGN else None
    rows = [
        InfluenceRow(
            row.group_id,
            row.name,
            row.milestones,
            float(row.value),
            None if first is None else first.get(row.group_id, (0, 0.0)),
        )
        for row in touched
    ]
    rules = _rules(apart) if is_deal else []
    return ReadingsPage(question, currency, apart, rules, rows, _sentence(question, apart, rules, currency))


def _first(question: Question) -> Mapping[int | None, tuple[int, float]]:
    """Deals and money by the campaign of the first touch before the deal was created."""
    found = selectors.sourced_by_campaign(
        question.run,
        rule=Sourcing.Rule.FIRST_TOUCH,
        milestone=question.milestone,
        window=question.window,
        scope=question.scope or None,
    )
    return {row.campaign_id: (row.deals, float(row.value)) for row in found}


def _rules(apart: KeptApart) -> list[RuleRow]:
    return [
        RuleRow(
            name=str(row.rule.label),
            means=RULES[row.rule.value],
            deals=row.deals,
            value=None if row.value is None else float(row.value),
            share=float(row.value / row.all_value) if row.value is not None and row.all_value else None,
            unknown=row.unknown_deals,
            reason=row.reason,
        )
        for row in apart.sourced
    ]


def _sentence(question: Question, apart: KeptApart, rules: Sequence[RuleRow], currency: str) -> str:
    what = words.MILESTONES[question.milestone][2]
    if not question.has_money or apart.crm <= 0:
        return "Sourced, influenced and attributed are three questions"
    told = [row.share for row in rules if row.share is not None]
    influenced = percent(apart.influenced / apart.crm)
    if not told:
        return f"Marketing touched {influenced} of {compact_money(apart.crm, currency=currency)} {what}"
    low, high = percent(min(told)), percent(max(told))
    sourced = low if low == high else f"{low} to {high}, depending on the rule"
    return f"Marketing touched {influenced} of {what} and sourced {sourced}"
