"""The end of the company's past quarters: reasons for what was missed, then closed by the service that closes any."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alignment.models import ScoreRun
from alignment.services.recompute import LOCKED_MODEL
from okrs import services as okrs
from okrs.models import Cycle, KeyResult
from okrs.selectors.cycles import cycle_containing
from okrs.selectors.progress import flat, objectives_with_progress
from organisation.selectors import organisation, today
from reports.services.company.promises import sign_past_promises
from reports.services.company.signing import approve_plans, share_with_the_board
from reports.services.recompute import recompute_all

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]

CLOSED_AFTER = timedelta(days=6)
NOT_DELIVERED = 0.4
CAUSES = (
    "The campaigns meant for it started six weeks late, and nobody moved the money.",
    "Two people carried it beside their usual work; it was nobody’s first priority.",
    "The target followed the quarter before, which held two deals that do not come twice.",
)
SUMMARY = "What was started was mostly finished; healthcare waits for its money, and new business carried the quarter."


def close_past_cycles(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> str:
    """Close every cycle that is over, as of the week after its end; those closed stay. Scores them first if none has.

    A score is computed while its cycle is open, so the recompute comes before the closing.
    """
    over = list(Cycle.objects.filter(ends_on__lte=today(now)).exclude(state=Cycle.State.CLOSED).order_by("ends_on"))
    if ScoreRun.objects.filter(cycle__in=over).values("cycle").distinct().count() < len(over):
        recompute_all(now=now, progress=lambda share, said: progress(0.9 * share, said), publishing=publishing)
    for cycle in over:
        progress(0.95, f"Closing {cycle}")
        with publishing():
            _close(cycle, now=now)
    running = cycle_containing(today(now))
    with publishing():
        signed = sign_past_promises(now=now, model=LOCKED_MODEL)
        approve_plans(now=now)  # after those that were approved with a promise
        if running is not None:
            share_with_the_board(running, now=now)
    return f"{len(over)} cycles that are over were closed; {signed} promises of past quarters were signed and settled."


def _close(cycle: Cycle, *, now: datetime) -> None:
    zone = ZoneInfo(organisation().time_zone)
    closed_at = min(now, datetime.combine(cycle.ends_on + CLOSED_AFTER, time(16), tzinfo=zone))
    if cycle.state == Cycle.State.ACTIVE:
        cycle = okrs.review_cycle(cycle)
    for number, row in enumerate(_missed(cycle)):
        cause = CAUSES[number % len(CAUSES)]
        okrs.score_key_result(row, score=None, root_cause=cause, editing=okrs.Editing(by=None, now=closed_at))
    okrs.close_cycle(cycle, summary=SUMMARY, today=cycle.ends_on, now=closed_at, by=None)


def _missed(cycle: Cycle) -> list[KeyResult]:
    """Key results without a reason that ended below the band of those delivered in part, or without a value."""
    rows = flat(objectives_with_progress(cycle, today=cycle.ends_on))
    parts = [part for row in rows for part in row.key_results if not part.key_result.root_cause]
    return [part.key_result for part in parts if (part.assessment.progress or 0) < NOT_DELIVERED]
