"""What the page of a KPI says first, written from its numbers."""

from collections.abc import Sequence
from decimal import Decimal

from kpis.core.chart import Point
from kpis.core.shown import change, shown, shown_margin
from kpis.core.words import Direction


def value_finding(
    value: Decimal | None,
    *,
    window: str,
    unit: str,
    good: str,
    currency: str,
    target: Decimal | None = None,
    margin: Decimal | None = None,
    is_running: bool = False,
) -> str:
    """Where the KPI stands in a window, against its target where it has one.

    >>> value_finding(Decimal("0.241"), window="Q4", unit="share", good="up", currency="EUR",
    ...               target=Decimal("0.25")).replace(chr(0x202F), " ")
    '24.1 % in Q4, below the target of 25.0 %.'
    """
    if value is None:
        return f"No data in {window}."
    said = f"{shown(value, unit=unit, currency=currency)}{f' {shown_margin(margin, unit=unit)}' if margin else ''}"
    said = f"{said} {'so far ' if is_running else ''}in {window}"
    if target is None:
        return f"{said}."
    aim = f"the target of {shown(target, unit=unit, currency=currency)}"
    if margin and abs(value - target) <= margin:
        return f"{said}; the margin includes {aim}."
    if value == target:
        return f"{said}, exactly {aim}."
    above = value > target
    missed = above != (good == Direction.UP)
    if missed and is_running and good == Direction.UP:
        return f"{said}, on the way to {aim}."
    return f"{said}, {'above' if above else 'below'} {aim}."


def trend_finding(points: Sequence[Point], *, unit: str, good: str, currency: str) -> str:
    """What the whole months show: the last one against the mean of the earlier ones, and only what is detectable."""
    whole = [point for point in points if point.value is not None and not point.is_running]
    if not whole:
        return "Only the running month has data yet"
    last = whole[-1]
    text = f"{shown(last.value, unit=unit, currency=currency)} in {last.month:%B %Y}"
    if len(whole) < 2:
        return f"{text}; there is no earlier month to hold it against"
    before = whole[-2]
    found = change(
        now=last.value, before=before.value, unit=unit, good=good, margin_now=last.margin, margin_before=before.margin
    )
    if found is None or found.direction == "flat":
        return f"{text}, {found.text if found else 'unchanged'} since {before.month:%B}"
    return f"{text}, {found.direction} {found.text} on {before.month:%B}"
