"""One cycle beside another: score, money and KPIs, from their two snapshots."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from organisation.core.show import NONE, number
from reports.core.quantity import Quantity, Unit, change, change_text
from reports.core.snapshot import KpiRow, Snapshot


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A number in both cycles; `tone` says whether the change is good, bad or plain."""

    label: str
    here: str
    there: str
    change: str
    tone: str


@dataclass(frozen=True, slots=True)
class Comparison:
    cycle: str
    other: str
    remark: str
    rows: Sequence[ComparedRow]


def compare(here: Snapshot, there: Snapshot) -> Comparison:
    """Rows that both cycles have; a cycle that is not over says how many of its days count."""
    kpis = {row.key: row for row in there.kpis}
    pairs = [(row, kpis[row.key]) for row in here.kpis if row.key in kpis]
    currency = here.about.currency
    new, old = (Quantity(one.money.spent_to_date, Unit.MONEY) for one in (here, there))
    return Comparison(
        cycle=here.about.cycle,
        other=there.about.cycle,
        remark=" ".join(_days(one) for one in (here, there) if not one.about.is_over),
        rows=[
            _score(here, there),
            ComparedRow("Spent", new.text(currency), old.text(currency), change_text(change(new, old)), "plain"),
            *(_kpi(mine, other, currency) for mine, other in pairs),
        ],
    )


def _score(here: Snapshot, there: Snapshot) -> ComparedRow:
    new, old = here.score.value, there.score.value
    gap = None if new is None or old is None else Decimal(str(new)) - Decimal(str(old))
    said = NONE if gap is None else f"{'+' if gap > 0 else ''}{number(gap)}"
    return ComparedRow("Alignment score", number(new), number(old), said, _tone(gap, "up"))


def _kpi(mine: KpiRow, other: KpiRow, currency: str) -> ComparedRow:
    moved = change(mine.actual, other.actual)
    return ComparedRow(
        mine.label, mine.actual.text(currency), other.actual.text(currency), change_text(moved),
        _tone(moved.value, mine.better),
    )  # fmt: skip


def _tone(gap: Decimal | None, better: str) -> str:
    if not gap:
        return "plain"
    return "good" if (gap > 0) == (better == "up") else "bad"


def _days(one: Snapshot) -> str:
    return f"{one.about.cycle} counts {one.about.day} of its {one.about.days} days."
