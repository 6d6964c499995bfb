"""What is forecast for the cycle's key results, and how far signed ranges held so far."""

from collections.abc import Sequence

from forecasts.models import Outlook
from forecasts.selectors import outlooks_of
from forecasts.selectors.board import outlook_sentence
from forecasts.selectors.outlook import status_by_outlook
from forecasts.selectors.promises import promises_sentence
from okrs.core.status import WORST_FIRST, Status
from okrs.selectors import KeyResultRow, ObjectiveRow
from reports.core.snapshot import Forecast


def outlook_lines(rows: Sequence[ObjectiveRow]) -> tuple[str, ...]:
    """One line on the cycle and one on promises; none where there is nothing to say."""
    said = outlook_sentence(rows, status_by_outlook())
    return tuple(line for line in (said, promises_sentence()) if line)


def forecasts(rows: Sequence[ObjectiveRow]) -> tuple[Forecast, ...]:
    """Key results that the newest run looked at, those that look worst first."""
    live = [(row, found) for row in rows for found in row.key_results if found.status is not Status.DROPPED]
    ahead = outlooks_of([found.key_result.pk for _, found in live])
    told = [
        _forecast(found, above.objective.name, ahead[found.key_result.pk])
        for above, found in live
        if found.key_result.pk in ahead
    ]
    return tuple(sorted(told, key=lambda one: (_place(one.outlook), one.objective, one.name)))


def _forecast(row: KeyResultRow, objective: str, ahead: Outlook) -> Forecast:
    rests = f"{ahead.source}; {ahead.built_on}" if ahead.built_on else ""
    return Forecast(
        pk=row.key_result.pk, name=row.key_result.name, objective=objective, unit=ahead.unit, is_whole=ahead.is_whole,
        status=row.status.value, outlook=ahead.status, low=ahead.low, median=ahead.median, high=ahead.high,
        chance=ahead.chance, built_on=rests, reason=ahead.reason,
    )  # fmt: skip


def _place(status: str) -> int:
    return WORST_FIRST.index(Status(status)) if status else len(WORST_FIRST)
