"""Compute everything that pages show. Imports heavy libraries: for workers and commands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import transaction

from alignment.services.recompute import recompute_all as recompute_alignment
from organisation.selectors import today
from reports.models import FrozenCycle
from reports.services.alignment_page import store
from reports.services.freezing.restate import restate
from reports.services.snapshot import store_snapshot

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[None]]

__all__ = ["recompute_all"]


def recompute_all(
    *,
    now: datetime,
    progress: Progress = lambda share, sentence: None,
    publishing: Publishing = transaction.atomic,
) -> str:
    """Credit, scores, then pages; each part is published as a whole. Returns what was done, in a sentence."""
    done = recompute_alignment(
        now=now, progress=lambda share, said: progress(0.95 * share, said), publishing=publishing
    )
    progress(0.96, "Drawing pages")
    day = today(now)
    frozen = list(FrozenCycle.objects.filter(reopened_at__isnull=True).select_related("cycle"))
    reported = {row.cycle_id for row in frozen}
    with publishing():
        for score in done.scores:
            if score.cycle_id not in reported:
                store(score, done.credit, day=day, now=now)
                store_snapshot(score, done.credit, done.kpis, day=day, now=now)
    for row in frozen:
        progress(0.98, f"Holding {row.cycle} against what was reported")
        restate(row, done.credit, done.kpis, day=day, now=now, publishing=publishing)
    return str(done)
