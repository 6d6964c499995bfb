"""How forecasts are written: never a number without its range, never more digits than the range carries."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from kpis.core.shown import shown
from kpis.core.words import Unit
from organisation.core import show

if TYPE_CHECKING:  # pages write numbers too, and load no numpy for it
    from forecasts.core.ahead.heading import Heading

Write = Callable[[float | None], str]
CERTAIN = 0.995


def writer(unit: str, *, is_whole: bool = False) -> Write:
    """Values in the unit that people gave a key result: 3,120 leads, €1.2 M, 24.1 %; whole where all history is."""
    return partial(_write, unit=unit, is_whole=is_whole)


def kpi_writer(unit: str, currency: str, *, is_whole: bool = False) -> Write:
    """Values of a KPI, rounded as forecasts are."""
    if unit in {Unit.COUNT, Unit.POINTS}:
        return writer("points" if unit == Unit.POINTS else "", is_whole=is_whole)
    return partial(shown, unit=unit, currency=currency)


def chance_words(chance: float | None) -> str:
    """A share of simulated futures; never a plain 0 or 100 %, which no finite number of them can show.

    >>> chance_words(1.0).replace(chr(0x202F), " ")
    '> 99 %'
    """
    if chance is None:
        return show.NONE
    if chance >= CERTAIN:
        return f">{show.SPACE}99{show.THIN}%"
    return f"<{show.SPACE}1{show.THIN}%" if chance < 1 - CERTAIN else show.percent(chance)


def span(low: float, high: float, write: Write) -> str:
    """Both ends of a range."""
    return f"{write(low)} to {write(high)}"


def finding(found: "Heading", *, write: Write, target: float | None, ends_on: date) -> str:
    """What the picture shows, in a sentence."""
    band = f"{span(found.end.low, found.end.high, write)} by {ends_on - timedelta(days=1):%-d %b %Y}"
    if found.chance is None or target is None:
        return f"Heading for {band}, in four of five futures"
    return f"Heading for {band}; {write(target)} is reached in {chance_words(found.chance)} of futures"


def _write(value: float | None, *, unit: str, is_whole: bool) -> str:
    if value is None:
        return show.NONE
    if unit == "share":
        return show.percent(value, digits=1)
    size = abs(value)
    if size >= 100_000:
        text = show.compact(value)
    else:
        text = show.number(value, digits=0 if is_whole or size >= 100 else 1 if size >= 10 else 2)
    return show.with_unit(text, unit)
