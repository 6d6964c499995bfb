"""Sourced, influenced, attributed: three questions about the same deals, never added to each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from attribution import selectors
from attribution.models import Milestone
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
    """What one rule calls sourced; `reason` says why it has no answer.

    `nameless`: deals that marketing sourced without a campaign being named, so that they belong to no group.
    """

    name: str
    means: str
    deals: int | None
    value: float | None
    share: float | None
    unknown: int
    nameless: int
    all_deals: int
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
    """`listed`: what influence is listed by; `not_by` says why it is not what was asked for."""

    question: Question
    currency: str
    apart: KeptApart | None
    rules: Sequence[RuleRow]
    influenced: Sequence[InfluenceRow]
    sentence: str
    listed: selectors.By
    not_by: str

    @property
    def shown(self) -> Sequence[InfluenceRow]:
        return self.influenced[: self.question.most(len(self.influenced))]


def build(question: Question, *, currency: str) -> ReadingsPage:
    """Deals of the question's months and scope; people stages and orders are sourced by nobody.

    Of one channel, theme or campaign: what it touched, its credit, and what its campaigns sourced, beside all deals.
    """
    by, not_by = _listed(question)
    part = {
        "milestone": question.milestone,
        "window": question.window,
        "scope": question.scope or None,
        "only": question.only,
    }
    touched = selectors.influenced(question.run, by=by.value, **part)  # type: ignore[arg-type]
    apart = selectors.kept_apart(question.run, model=question.model.value, **part)  # type: ignore[arg-type]
    is_deal = question.milestone in (Milestone.OPPORTUNITY, Milestone.WON)
    first = {row.campaign_id: (row.deals, float(row.value)) for row in apart.first}
    rows = [
        InfluenceRow(
            row.group_id,
            row.name,
            row.milestones,
            float(row.value),
            first.get(row.group_id, (0, 0.0)) if is_deal and by is selectors.By.CAMPAIGN else None,
        )
        for row in touched
    ]
    rules = _rules(apart) if is_deal else []
    sentence = _sentence(question, apart, rules, currency)
    return ReadingsPage(question, currency, apart, rules, rows, sentence, by, not_by)


def _listed(question: Question) -> tuple[selectors.By, str]:
    """What influence is listed by: channels, or campaigns wherever it has to be those."""
    only = question.only.by if question.only else None
    if question.by is selectors.By.CHANNEL and only in (None, selectors.By.CHANNEL):
        return selectors.By.CHANNEL, ""
    if question.by is selectors.By.CAMPAIGN:
        return selectors.By.CAMPAIGN, ""
    several = words.GROUPS[question.by][1]
    if only is None:
        return selectors.By.CAMPAIGN, f"What {several} touched is not kept, so campaigns are listed."
    return selectors.By.CAMPAIGN, f"Of one {only.value} its campaigns are listed, not {several}."


def _rules(apart: KeptApart) -> list[RuleRow]:
    return [
        RuleRow(
            name=str(row.rule.label),
            means=RULES[row.rule.value],
            deals=row.deals,
            value=None if row.value is None else float(row.value),
            share=float(row.value / row.all_value) if row.value is not None and row.all_value else None,
            unknown=row.unknown_deals,
            nameless=row.nameless,
            all_deals=row.all_deals,
            reason=row.reason,
        )
        for row in apart.sourced
    ]


def _sentence(question: Question, apart: KeptApart, rules: Sequence[RuleRow], currency: str) -> str:
    what = words.MILESTONES[question.milestone][2]
    if not question.has_money or apart.crm <= 0:
        return "Sourced, influenced and attributed are three questions"
    told = [row.share for row in rules if row.share is not None]
    who = (question.narrowed_to or "A group that is gone") if question.only else "Marketing"
    if apart.influenced is None:
        return f"What {question.narrowed_in_text} touched was not kept by this run; the next recompute will"
    influenced = percent(apart.influenced / apart.crm)
    if not told:
        return f"{who} touched {influenced} of {compact_money(apart.crm, currency=currency)} {what}"
    low, high = percent(min(told)), percent(max(told))
    sourced = low if low == high else f"{low} to {high}, depending on the rule"
    return f"{who} touched {influenced} of {what} and sourced {sourced}"
