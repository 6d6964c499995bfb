"""What is unattributed and why, and how complete the facts are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from attribution import selectors
from attribution.selectors import Reconciled
from attribution.selectors.journeys import Coverage
from organisation.core.show import compact_money, number, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import Question


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Milestones without credit for one reason, their share, and what mends it."""

    reason: str
    milestones: int
    share: Decimal
    value: Decimal
    unknown: int
    mend: str
    target: str


@dataclass(frozen=True, slots=True)
class CoverRow:
    """How many of the facts say one thing that attribution needs; `share` is None without facts."""

    label: str
    having: int
    of: int
    without_it: str

    @property
    def share(self) -> float | None:
        return self.having / self.of if self.of else None

    @property
    def missing(self) -> int:
        return self.of - self.having


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """`is_kept`: whether the run knows the touches of the group that is chosen."""

    question: Question
    currency: str
    rows: Sequence[ReasonRow]
    totals: Reconciled
    nameless: Decimal
    nameless_value: Decimal
    covered: Sequence[CoverRow]
    sentence: str
    is_kept: bool


def build(question: Question, *, currency: str) -> CoveragePage:
    """Reasons in the question's months and scope; completeness of the facts of these months.

    Of one channel, theme or campaign only its touches are told: what no touch preceded names none, nor do deals.
    """
    totals = selectors.reconciled(
        question.run, milestone=question.milestone, window=question.window, scope=question.scope or None
    )
    lost = selectors.unattributed(question.part)
    whole = sum(row.milestones for row in lost)
    rows = [
        ReasonRow(
            words.reason(row.reason, question.travellers, question.milestone),
            row.milestones,
            Decimal(row.milestones) / whole,
            row.value,
            row.unknown,
            *words.mend(row.reason, question.travellers, question.milestone),
        )
        for row in lost
    ]
    facts = selectors.coverage(question.part)
    found = selectors.credit_by_group(question.part, by=selectors.By.CAMPAIGN, model=question.model, touched=Decimal(0))
    nameless = next((row for row in found if row.key is None), None)
    return CoveragePage(
        question=question,
        currency=currency,
        rows=rows,
        totals=totals,
        nameless=nameless.conversions.value if nameless else Decimal(0),
        nameless_value=nameless.value.value if nameless else Decimal(0),
        covered=_of_touches(facts) if question.only else [*_of_milestones(facts, totals), *_of_touches(facts)],
        sentence=_sentence(question, totals, rows, currency),
        is_kept=not question.only or bool(facts.touches) or selectors.keeps_groups(question.run),
    )


def _of_milestones(found: Coverage, totals: Reconciled) -> list[CoverRow]:
    reached = round(totals.conversions)
    return [
        CoverRow(
            "Milestones with a touch before them", reached - round(totals.unattributed_conversions), reached,
            "Nobody is credited with the others.",
        ),
        CoverRow(
            "Opportunities with contact roles", found.opportunities_with_roles, found.opportunities,
            "For the others everybody at the account counts, which blurs who was in the deal.",
        ),
        CoverRow(
            "Opportunities with an account", found.opportunities_with_account, found.opportunities,
            "Without account and contact roles no touch can be found.",
        ),
        CoverRow(
            "Opportunities with an amount", found.opportunities_with_amount, found.opportunities,
            "The others count as milestones and bring no money to any sum.",
        ),
    ]  # fmt: skip


def _of_touches(found: Coverage) -> list[CoverRow]:
    return [
        CoverRow(
            "Touches with a campaign", found.touches_with_campaign, found.touches,
            "The others credit their channel and no campaign.",
        ),
        CoverRow(
            "Touches with a channel", found.touches_with_channel, found.touches,
            "The others are credited as channel unknown.",
        ),
        CoverRow(
            "Touches of people with an account", found.touches_with_account, found.touches,
            "The others can lead to leads and orders, never to a deal without contact roles.",
        ),
    ]  # fmt: skip


def _sentence(question: Question, totals: Reconciled, rows: Sequence[ReasonRow], currency: str) -> str:
    _, several, what = words.MILESTONES[question.milestone]
    if not totals.conversions:
        return f"No {words.MILESTONES[question.milestone][0]} in these months"
    if not totals.unattributed_conversions:
        return f"All {number(totals.conversions)} {several} have a touch before them"
    if question.has_money and totals.crm > 0:
        share = percent(totals.unattributed / totals.crm)
        said = f"{compact_money(totals.unattributed, currency=currency)}, {share} of {what}, is credited to nobody"
    else:
        share = percent(totals.unattributed_conversions / totals.conversions)
        said = f"{number(totals.unattributed_conversions)} {several}, {share} of all, are credited to nobody"
    return f"{said}; most of it: {_short(rows[0].reason)}" if rows else said


def _short(reason: str) -> str:
    return reason[0].lower() + reason[1:]
