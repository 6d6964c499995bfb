"""What a page says about a key result or a whole cycle, written from the numbers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from okrs.core.assessment import Assessment, Evidence
from okrs.core.pace import expected_value
from okrs.core.progress import Kind
from okrs.core.status import Status
from organisation.core import show

PROBLEMS = (Status.OFF_TRACK, Status.AT_RISK, Status.OUTDATED, Status.NO_DATA, Status.MISSED)


def quantity(value: Decimal | float | None, unit: str = "") -> str:
    """Such as 3,120 leads, 17.4 % or –; two decimals at most, four below 1.

    >>> quantity(Decimal("3120.50000"), "leads"), quantity(Decimal("0.827957"))
    ('3,120.5\xa0leads', '0.828')
    """
    if value is None:
        return "–"
    exact = Decimal(str(value))
    shown = round(exact, 2 if abs(exact) >= 1 else 4)
    text = f"{shown.normalize():,f}".replace("-", "−")
    return show.with_unit(text, unit)


def key_result_sentence(found: Assessment, known: Evidence, *, today: date) -> str:
    """Where a key result stands against where it should stand today."""
    definition = known.definition
    current = quantity(found.current, definition.unit)
    if definition.kind is Kind.MILESTONE:
        return (
            "No checklist yet" if found.progress is None else f"{show.percent(found.progress)} of the checklist is done"
        )
    if found.current is None:
        return "No value has been checked in yet"
    if definition.kind is Kind.BASELINE:
        return f"The baseline is {current}"
    if definition.way is None:
        inside = definition.band is not None and definition.band.holds(found.current)
        return f"{current}, {'inside' if inside else 'outside'} the band"
    day = min(today, known.stretch.ends_on)
    baseline, target = definition.way
    due = expected_value(
        stretch=known.stretch, baseline=baseline, target=target, checkpoints=known.checkpoints, today=day
    )
    return f"{current} of {quantity(target)}; {quantity(_sensible(due, target))} expected by today"


def cycle_sentence(statuses: Sequence[Status]) -> str:
    """How many objectives stand well, and what holds the others back."""
    if not statuses:
        return "No objective has been set yet"
    counted = [status for status in statuses if status is not Status.DROPPED]
    good = sum(status in (Status.ON_TRACK, Status.ACHIEVED) for status in counted)
    troubles = [(sum(s is problem for s in counted), problem.value.replace("_", " ")) for problem in PROBLEMS]
    rest = ", ".join(f"{count} {word}" for count, word in troubles if count)
    head = f"{good} of {len(counted)} objectives {'is' if good == 1 else 'are'} on track"
    return f"{head}; {rest}" if rest else head


def _sensible(value: float, target: Decimal) -> float:
    """Expected values of large counts are not shown with decimals."""
    return float(round(value)) if abs(target) >= 100 else round(value, 1)
