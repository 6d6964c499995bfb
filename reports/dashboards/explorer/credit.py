"""Who is credited: one row a group, what is unattributed, and the proof that both are the CRM."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from attribution import selectors
from attribution.core.quotients import Amount, Quotient, cost_each, return_on, value_per_cost
from attribution.selectors import Cost, GroupCredit, Reconciled
from attribution.selectors.amounts import FEWEST
from organisation.core.show import compact_money, money, number, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import Question
from reports.figures.drawing import Drawing
from reports.figures.explorer import Bar, credit_bars

NOTHING = Decimal(0)
NOT_REVENUE = "Returns are told for won deals and orders."


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One group. `amount` is its value or, of people stages, its milestones, with 90 % bounds.

    `share` is of what the CRM has; its bounds take as given how much is attributed at all, and are known of all months
    of the run together only.
    """

    key: int | None
    name: str
    conversions: Decimal
    value: Decimal
    amount: Amount
    share: Decimal | None
    share_low: Decimal | None
    share_high: Decimal | None
    cost: Cost
    roas: Quotient
    roi: Quotient
    cost_of_one: Quotient


@dataclass(frozen=True, slots=True)
class Rest:
    """The rows that a page does not show, taken together."""

    rows: int
    conversions: Decimal
    value: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class CreditPage:
    """Rows, largest first. `elsewhere`: credit outside the group that the page is narrowed to.

    `enough`: so many milestones that an interval means something.
    """

    question: Question
    currency: str
    rows: Sequence[CreditRow]
    totals: Reconciled
    credited: Decimal
    credited_value: Decimal
    sentence: str
    enough: bool
    drawing: Drawing | None

    @property
    def unattributed(self) -> Decimal:
        """Milestones that nobody is credited with."""
        return self.totals.unattributed_conversions

    @property
    def elsewhere_value(self) -> Decimal:
        return self.totals.attributed - self.credited_value

    @property
    def elsewhere(self) -> Decimal:
        return self.totals.conversions - self.unattributed - self.credited

    @property
    def share_unattributed(self) -> Decimal | None:
        whole = self.totals.crm if self.question.has_money else self.totals.conversions
        lost = self.totals.unattributed if self.question.has_money else self.unattributed
        return lost / whole if whole else None

    @property
    def shown(self) -> Sequence[CreditRow]:
        return self.rows[: self.question.most(len(self.rows))]

    @property
    def rest(self) -> Rest | None:
        """What is not shown, as one row."""
        left = self.rows[len(self.shown) :]
        if not left:
            return None
        conversions, value = sum((row.conversions for row in left), NOTHING), sum((row.value for row in left), NOTHING)
        return Rest(len(left), conversions, value, sum((row.share or NOTHING for row in left), NOTHING))

    @property
    def costs_unknown(self) -> Sequence[str]:
        """Why costs are missing, each reason once."""
        return list(dict.fromkeys(row.cost.reason for row in self.rows if row.cost.amount is None))


def build(question: Question, *, currency: str) -> CreditPage:
    """Read the cube for the question."""
    totals = selectors.reconciled(
        question.run, milestone=question.milestone, window=question.window, scope=question.scope or None
    )
    touched = totals.conversions - totals.unattributed_conversions
    part, by = question.part, question.by
    found = selectors.credit_by_group(part, by=by, model=question.model, touched=touched)
    found = [*found, *selectors.uncredited(part, found, by=by, kept=question.costs)]
    costs = selectors.costs(part, found, by=by, kept=question.costs)
    whole = totals.crm if question.has_money else totals.conversions
    attributed = totals.attributed if question.has_money else touched
    rows = [_row(question, one, costs[one.key], whole=whole, attributed=attributed) for one in found]
    if not question.has_money:
        rows.sort(key=lambda row: -row.conversions)
    return CreditPage(
        question=question,
        currency=currency,
        rows=rows,
        totals=totals,
        credited=sum((row.conversions for row in rows), NOTHING),
        credited_value=sum((row.value for row in rows), NOTHING),
        sentence=_sentence(question, totals, currency),
        enough=touched >= FEWEST,
        drawing=_drawing(question, rows, totals, currency),
    )


def _row(question: Question, one: GroupCredit, cost: Cost, *, whole: Decimal, attributed: Decimal) -> CreditRow:
    amount = one.value if question.has_money else one.conversions
    no_return = "" if question.milestone in words.REVENUE else NOT_REVENUE
    spent = None if no_return else cost.amount
    return CreditRow(
        key=one.key,
        name=one.name or words.NAMELESS[question.by],
        conversions=one.conversions.value,
        value=one.value.value,
        amount=amount,
        share=amount.value / whole if whole else None,
        share_low=_part(one.share[0], attributed, whole),
        share_high=_part(one.share[1], attributed, whole),
        cost=cost,
        roas=value_per_cost(one.value, spent, reason=no_return or cost.reason),
        roi=return_on(one.value, spent, reason=no_return or cost.reason),
        cost_of_one=cost_each(cost.amount, one.conversions, reason=cost.reason),
    )


def _part(bound: float | None, attributed: Decimal, whole: Decimal) -> Decimal | None:
    """A bound of a share of what is attributed, as a share of everything."""
    return Decimal(repr(bound)) * attributed / whole if bound is not None and whole else None


def _sentence(question: Question, totals: Reconciled, currency: str) -> str:
    """How much of what happened anybody can be credited with."""
    one, several, what = words.MILESTONES[question.milestone]
    if not totals.conversions:
        return f"No {one} in these months"
    if question.has_money and totals.crm > 0:
        whole = compact_money(totals.crm, currency=currency)
        return f"{percent(totals.attributed / totals.crm)} of {whole} {what} follows a touch"
    share = (totals.conversions - totals.unattributed_conversions) / totals.conversions
    return f"{percent(share)} of {number(totals.conversions)} {several} follow a touch"


def _finding(question: Question, rows: Sequence[CreditRow]) -> str:
    """How few carry how much."""
    _, several, what = words.MILESTONES[question.milestone]
    whole = sum((row.amount.value for row in rows), NOTHING)
    named = [row for row in rows if row.key is not None] or rows
    amounts = [row.amount.value for row in named]
    if whole <= 0:
        return "Nobody is credited with anything"
    carried = f"attributed {what or several}"
    if amounts[0] / whole >= Decimal("0.5") or len(named) == 1:
        return f"{named[0].name}: {percent(amounts[0] / whole)} of {carried}"
    few = min(3, len(named))
    word = {2: "Two", 3: "Three"}[few]
    return f"{word} {words.GROUPS[question.by][1]} carry {percent(sum(amounts[:few]) / whole)} of {carried}"


def _drawing(question: Question, rows: Sequence[CreditRow], totals: Reconciled, currency: str) -> Drawing | None:
    rows = [row for row in rows if row.amount.value]
    if not rows:
        return None
    has_money = question.has_money
    _, several, what = words.MILESTONES[question.milestone]
    bars = [
        Bar(row.name, float(row.amount.value), float(row.conversions), _float(row.amount.low), _float(row.amount.high))
        for row in rows
    ]
    lost = float(totals.unattributed if has_money else totals.unattributed_conversions)
    said = f"{compact_money(lost, currency=currency)} has" if has_money else f"{number(lost)} {several} have"
    return credit_bars(
        bars,
        unattributed=None if question.only else Bar("Unattributed", lost, float(totals.unattributed_conversions)),
        finding=_finding(question, rows),
        reading=f"{said} no touch before and no credit to give." if lost else "",
        caption=f"{question.days}, {question.method}",
        axis=f"Attributed {what}, {currency}" if has_money else f"Credited {several}",
        group=words.GROUPS[question.by][0].capitalize(),
        several=several.capitalize(),
        currency=currency if has_money else "",
    )


def _float(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


def proof(page: CreditPage) -> str:
    """The reconciliation in a line: credit, what is unattributed, and the CRM."""
    if page.question.has_money:
        parts = [
            money(page.credited_value, currency=page.currency),
            money(page.totals.unattributed, currency=page.currency),
        ]
        whole, other = (
            money(page.totals.crm, currency=page.currency),
            money(page.elsewhere_value, currency=page.currency),
        )
    else:
        parts = [number(page.credited, digits=2), number(page.unattributed, digits=2)]
        whole, other = number(page.totals.conversions, digits=2), number(page.elsewhere, digits=2)
    middle = f" + credited elsewhere {other}" if page.question.only else ""
    return f"Credit {parts[0]}{middle} + unattributed {parts[1]} = CRM {whole}"


def is_proven(page: CreditPage) -> bool:
    """Whether the cube's rows and the totals, two tables, agree to the cent and to a millionth."""
    if page.question.only:
        return page.elsewhere_value >= 0
    return page.elsewhere_value == 0 and abs(page.elsewhere) < Decimal("0.00001")
