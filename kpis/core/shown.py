"""How the values of KPIs are written, by unit, and what may be said of their change."""

from dataclasses import dataclass
from decimal import Decimal

from kpis.core.stats import is_detectable
from kpis.core.words import Direction, Unit
from organisation.core import show

SUFFIXES = {Unit.POINTS: "points", Unit.HOURS: "h", Unit.DAYS: "days", Unit.MONTHS: "months", Unit.YEARS: "years"}
NO_CHANGE = "no detectable change"


def shown(value: Decimal | float | None, *, unit: str, currency: str, exact: bool = False) -> str:
    """A value as a reader sees it: 24.1 %, €1.9 M, 31.5 days; an en dash where there is none.

    >>> shown(Decimal("0.241"), unit="share", currency="EUR").replace(chr(0x202F), " ")
    '24.1 %'
    """
    if value is None:
        return show.NONE
    match Unit(unit):
        case Unit.SHARE:
            return show.percent(value, digits=1)
        case Unit.MONEY:
            return show.money(value, currency=currency) if exact else show.compact_money(value, currency=currency)
        case Unit.MONEY_PER_DAY:
            return f"{show.compact_money(value, currency=currency)} a day"
        case Unit.MULTIPLE:
            return show.multiple(value, digits=2)
        case Unit.COUNT:
            return show.number(value, digits=0 if value == int(value) else 2)
        case other:
            return f"{show.number(value, digits=1)}{show.SPACE}{SUFFIXES[other]}"


def shown_margin(margin: Decimal | None, *, unit: str) -> str:
    """The half-width of a 95 % interval: ± 4.5 pt of a share, ± 7.7 points of a score; empty where there is none."""
    if margin is None:
        return ""
    if unit == Unit.SHARE:
        return f"± {show.number(margin * 100, digits=1)}{show.THIN}pt"
    return f"± {show.number(margin, digits=1)}"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened between two values. `tone` says whether that is good, as the KPI's direction has it."""

    text: str
    direction: str = "flat"
    tone: str = "plain"


def change(
    *,
    now: Decimal | None,
    before: Decimal | None,
    unit: str,
    good: str,
    margin_now: Decimal | None = None,
    margin_before: Decimal | None = None,
) -> Change | None:
    """The change of a value; of a sampled one only where it is larger than chance, None where either is missing.

    >>> change(now=Decimal(32), before=Decimal(30), unit="points", good="up",
    ...        margin_now=Decimal("7.7"), margin_before=Decimal("7.7")).text
    'no detectable change'
    """
    if now is None or before is None:
        return None
    if margin_now is not None and margin_before is not None and not is_detectable(
        before=float(before), after=float(now), margin_before=float(margin_before), margin_after=float(margin_now)
    ):  # fmt: skip
        return Change(NO_CHANGE)
    difference = now - before
    if difference == 0:
        return Change("unchanged")
    text = _difference(difference, before, unit)
    if not any(digit in text for digit in "123456789"):
        return Change("hardly changed")
    direction = "up" if difference > 0 else "down"
    tone = "good" if (direction == "up") == (good == Direction.UP) else "bad"
    return Change(text, direction, tone)


def _difference(difference: Decimal, before: Decimal, unit: str) -> str:
    if unit == Unit.SHARE:
        return f"{show.number(abs(difference) * 100, digits=1)}{show.THIN}pt"
    if unit == Unit.POINTS or before <= 0:
        return show.number(abs(difference), digits=1)
    return show.percent(abs(difference) / before, digits=0 if abs(difference) >= before / 10 else 1)
