"""A number with its unit, written the same way wherever it is shown; without a value it says why."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpis.core.shown import NO_CHANGE
from kpis.core.stats import is_detectable
from organisation.core import show


class Unit(StrEnum):
    COUNT = "count"
    MONEY = "money"
    MONEY_PER_DAY = "money_per_day"
    SHARE = "share"
    MULTIPLE = "multiple"
    POINTS = "points"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


DIGITS = {Unit.COUNT: 0, Unit.POINTS: 1, Unit.HOURS: 1, Unit.DAYS: 0, Unit.MONTHS: 1, Unit.YEARS: 1}
NO_PART = "Credit is kept by month, so the whole quarter is shown."
FEW = 100  # below it a fraction of a count matters
TIMES = {Unit.HOURS: "h", Unit.DAYS: "days", Unit.MONTHS: "months", Unit.YEARS: "years"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its unit: money in the reporting currency, a share as 0.174.

    None is no data, and `reason` says why; `note` says what else a reader must know.
    """

    value: Decimal | None
    unit: Unit = Unit.COUNT
    reason: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return self.value is not None

    @property
    def span(self) -> str:
        """Said beside what is of other days than the number it is compared with; usually nothing."""
        return "whole cycle" if self.note == NO_PART else ""

    def text(self, currency: str) -> str:
        """As a headline: three figures for money, a percentage for a share; an en dash without a value."""
        return written(self.value, self.unit, currency=currency)

    def exact(self, currency: str) -> str:
        """Money to the cent; everything else as in the headline."""
        return show.money(self.value, currency=currency) if self.unit is Unit.MONEY else self.text(currency)


def written(value: Decimal | None, unit: Unit, *, currency: str) -> str:
    """A value in the words of its unit.

    >>> written(Decimal("0.174"), Unit.SHARE, currency="EUR").replace("\\u202f", " ")
    '17.4 %'
    """
    if value is None:
        return show.NONE
    if unit is Unit.MONEY:
        return show.compact_money(value, currency=currency)
    if unit is Unit.MONEY_PER_DAY:
        return f"{show.compact_money(value, currency=currency)} a day"
    if unit is Unit.SHARE:
        return show.percent(value, digits=1)
    if unit is Unit.MULTIPLE:
        return show.multiple(value, digits=2)
    few = unit is Unit.COUNT and value != value.to_integral_value() and abs(value) < FEW
    text = show.number(value, digits=2 if few else DIGITS[unit])
    return f"{text}{show.SPACE}{TIMES[unit]}" if unit in TIMES else text


def change(new: Quantity, old: Quantity) -> Quantity:
    """New against old: in points for shares and points, otherwise relative. None where either is missing or old is 0.

    >>> change(Quantity(Decimal(120)), Quantity(Decimal(100))).value
    Decimal('0.2')
    """
    if new.value is None or old.value is None:
        return Quantity(None, Unit.SHARE, new.reason or old.reason)
    if new.unit is Unit.POINTS:
        return Quantity(new.value - old.value, Unit.POINTS)
    if new.unit is Unit.SHARE:
        return Quantity(new.value - old.value, Unit.SHARE, note="points")
    if old.value == 0:
        return Quantity(None, Unit.SHARE, "It was 0 before, so there is no relative change.")
    return Quantity((new.value - old.value) / abs(old.value), Unit.SHARE)


Sampled = tuple[Decimal | None, Decimal | None]
"""A value and its margin, None where it was counted."""


def if_sure(found: Quantity, *, now: Sampled, before: Sampled) -> Quantity:
    """A change of sampled values only if it is larger than chance; what was counted is taken as it is.

    >>> if_sure(Quantity(Decimal(2)), now=(Decimal(32), Decimal("7.7")), before=(Decimal(30), Decimal("7.7"))).note
    'no detectable change'
    """
    (new, margin_new), (old, margin_old) = now, before
    if not found or new is None or old is None or margin_new is None or margin_old is None:
        return found
    margins = {"margin_after": float(margin_new), "margin_before": float(margin_old)}
    if is_detectable(after=float(new), before=float(old), **margins):
        return found
    return Quantity(None, found.unit, "The difference is inside the margin of the survey.", note=NO_CHANGE)


def change_text(found: Quantity) -> str:
    """With its sign: +12 %, −1.1 pt; an en dash, or what is said instead, where nothing can be compared."""
    if found.value is None:
        return found.note or show.NONE
    if found.note == "points":
        return show.points(found.value)
    sign = "+" if found.value > 0 else ""
    if found.unit is Unit.POINTS:
        return f"{sign}{show.number(found.value, digits=1)}"
    return f"{sign}{show.percent(found.value)}"


def shows(found: Quantity) -> bool:
    """Whether anything of a change is left as it is written: +0 % is neither good nor bad."""
    return any(digit in change_text(found) for digit in "123456789")
