"""Arithmetic of the ledger: what was meant to be spent, what is promised, what is gone, what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisation.core.calendar import Window, months
from organisation.core.money import shares_to_cents

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Line:
    """One campaign and month (or any sum of them) in the reporting currency.

    A layer that nobody has filled is None: no plan is not a plan of zero.
    """

    plan: Decimal | None = None
    forecast: Decimal | None = None
    committed: Decimal | None = None
    actual: Decimal | None = None
    exposed: Decimal = NOTHING

    @classmethod
    def of_month(
        cls,
        *,
        plan: Decimal | None = None,
        forecast: Decimal | None = None,
        committed: Decimal | None = None,
        actual: Decimal | None = None,
    ) -> "Line":
        """A single campaign and month. An invoice uses up what was committed for its month, so the larger counts."""
        exposed = max(committed or NOTHING, actual or NOTHING)
        return cls(plan=plan, forecast=forecast, committed=committed, actual=actual, exposed=exposed)

    @property
    def variance(self) -> Decimal | None:
        """Actual minus plan: positive is overspent. None without a plan."""
        return None if self.plan is None else (self.actual or NOTHING) - self.plan

    @property
    def available(self) -> Decimal | None:
        """What of the plan is neither spent nor committed; negative when more is out than was planned."""
        return None if self.plan is None else self.plan - self.exposed

    @property
    def burn(self) -> Decimal | None:
        """Share of the plan that is spent; None without a plan or with a plan of zero."""
        return None if not self.plan else (self.actual or NOTHING) / self.plan


def total(lines: Iterable[Line]) -> Line:
    """Sum of lines; a layer is None only when it is None in all of them."""
    rows = list(lines)
    return Line(
        plan=_sum(line.plan for line in rows),
        forecast=_sum(line.forecast for line in rows),
        committed=_sum(line.committed for line in rows),
        actual=_sum(line.actual for line in rows),
        exposed=sum((line.exposed for line in rows), NOTHING),
    )


def elapsed(window: Window, *, today: date) -> Decimal:
    """Share of the window's days that lie before `today`, from 0 to 1."""
    passed = (today - window.starts_on).days
    return Decimal(max(0, min(window.days, passed))) / window.days


def spread(amount: Decimal, *, over: Window) -> dict[date, Decimal]:
    """An amount that belongs to a range, by the first day of each month, in proportion to days, to the cent.

    >>> spread(Decimal("59.00"), over=Window(date(2026, 1, 1), date(2026, 3, 1)))
    {datetime.date(2026, 1, 1): Decimal('31.00'), datetime.date(2026, 2, 1): Decimal('28.00')}
    """
    parts = [
        (m.starts_on, (min(m.ends_on, over.ends_on) - max(m.starts_on, over.starts_on)).days) for m in months(over)
    ]
    amounts = shares_to_cents(amount, [days for _, days in parts])
    return dict(zip((first for first, _ in parts), amounts, strict=True))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if known else None
