"""Credit month by month."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attribution import selectors
from organisation.core.calendar import months
from organisation.core.show import compact_money, number, percent
from reports.dashboards.explorer import words
from reports.dashboards.explorer.question import Question
from reports.figures.drawing import Drawing
from reports.figures.explorer import months_stacked

NOTHING = Decimal(0)
MOST_COLUMNS = 15


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One month: credit by group in the order of the page's names, what is unattributed, and the CRM's total."""

    month: date
    amounts: Sequence[Decimal]
    unattributed: Decimal
    whole: Decimal


@dataclass(frozen=True, slots=True)
class TrendPage:
    question: Question
    currency: str
    names: Sequence[str]
    rows: Sequence[TrendRow]
    sentence: str
    drawing: Drawing | None

    @property
    def shown(self) -> Sequence[str]:
        """The largest groups; a column each for more of them would be read by nobody."""
        few = self.question.every_row or len(self.names) <= MOST_COLUMNS + 1
        return self.names if few else self.names[:MOST_COLUMNS]

    @property
    def others(self) -> int:
        return len(self.names) - len(self.shown)

    @property
    def lines(self) -> Sequence[tuple[TrendRow, Sequence[Decimal]]]:
        """Every month with the amounts of the groups that are shown, and of all others together."""
        at = len(self.shown)
        rest = [[sum(row.amounts[at:], NOTHING)] if self.others else [] for row in self.rows]
        return [(row, [*row.amounts[:at], *more]) for row, more in zip(self.rows, rest, strict=True)]


def build(question: Question, *, currency: str) -> TrendPage:
    """Every month of the window, those without a milestone too."""
    found = selectors.credit_by_month(question.part, by=question.by, model=question.model)
    totals = {one.month: one for one in selectors.totals_by_month(question.part)}
    cells: dict[int, dict[int | None, Decimal]] = defaultdict(dict)
    names: dict[int | None, str] = {}
    sums: dict[int | None, Decimal] = defaultdict(lambda: NOTHING)
    for month, row in found:
        amount = row.value.value if question.has_money else row.conversions.value
        cells[month][row.key] = amount
        names[row.key] = row.name or words.NAMELESS[question.by]
        sums[row.key] += amount
    keys = sorted(names, key=lambda key: (-sums[key], names[key]))
    rows = []
    for part in months(question.window):
        month = part.starts_on.year * 100 + part.starts_on.month
        total = totals.get(month)
        whole = (total.value if question.has_money else total.conversions) if total else NOTHING
        lost = (
            (total.unattributed_value if question.has_money else total.unattributed_conversions) if total else NOTHING
        )
        rows.append(TrendRow(part.starts_on, [cells[month].get(key, NOTHING) for key in keys], lost, whole))
    ordered = [names[key] for key in keys]
    sentence = _sentence(question, rows)
    return TrendPage(question, currency, ordered, rows, sentence, _drawing(question, ordered, rows, currency))


def _sentence(question: Question, rows: Sequence[TrendRow]) -> str:
    one, several, what = words.MILESTONES[question.milestone]
    told = [row for row in rows if row.whole]
    if not told:
        return f"No {one} in these months"
    noun = f"attributed {what or several}".capitalize()
    best = max(told, key=lambda row: row.whole - row.unattributed)
    if len(told) == 1:
        return f"{noun} falls into {best.month:%B %Y} alone"
    credited = [row.whole - row.unattributed for row in told]
    half = len(credited) // 2
    before, after = sum(credited[:half], NOTHING), sum(credited[-half:], NOTHING)
    if before > 0:
        change = (after - before) / before
        way = "grew" if change > 0 else "fell"
        if abs(change) >= Decimal("0.01"):
            return f"{noun} {way} by {percent(abs(change))} from the earlier to the later half of these months"
    return f"{noun} was highest in {best.month:%B %Y}"


def _finding(question: Question, rows: Sequence[TrendRow], currency: str) -> str:
    best = max(rows, key=lambda row: row.whole)
    several = words.MILESTONES[question.milestone][1]
    if question.has_money:
        return f"{best.month:%B %Y} has most, {compact_money(best.whole, currency=currency)} in all"
    return f"{best.month:%B %Y} has most, {number(best.whole)} {several} in all"


def _drawing(question: Question, names: Sequence[str], rows: Sequence[TrendRow], currency: str) -> Drawing | None:
    if not any(row.whole for row in rows):
        return None
    _, several, what = words.MILESTONES[question.milestone]
    return months_stacked(
        [f"{row.month:%b %Y}" for row in rows],
        [(name, [float(row.amounts[at]) for row in rows]) for at, name in enumerate(names)],
        unattributed=[float(row.unattributed) for row in rows],
        finding=_finding(question, rows, currency),
        caption=f"{question.days}, {question.method}",
        axis=f"{what.capitalize()}, {currency}" if question.has_money else several.capitalize(),
        currency=currency if question.has_money else "",
    )
