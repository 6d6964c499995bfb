"""The recompute that is on its way, and whether anything was begun here at all."""

from dataclasses import dataclass

from django.db.models import QuerySet

from imports.models import Batch
from jobs.models import Job, State
from jobs.selectors import latest
from okrs.models import BusinessObjective, Cycle
from organisation.prepared import prepared
from reports.core.newer import Fate, Newer

RECOMPUTE = "reports.recompute"

CHANGING = ("reports.load_company", "reports.restate_company", RECOMPUTE)
"""Jobs after which pages show other numbers: before a recompute the loading of the demonstration."""

MOST_WAITING = 6
"""Of these jobs at once: each kind waits once at most, as they are asked for together."""

FATES = {State.FAILED: Fate.FAILED, State.CANCELLED: Fate.CANCELLED}


@dataclass(frozen=True, slots=True)
class Work:
    """`job` waits or runs and will change the pages; `newer` is what is said of that, or of a recompute that ended
    without numbers."""

    job: Job | None = None
    newer: Newer | None = None


def work() -> Work:
    """A recompute, or loading of the demonstration, on its way; what became of the newest recompute. One query."""
    newest = _newest_jobs()
    under_way = [job for job in newest if job.finished_at is None]
    if under_way:
        return Work(min(under_way, key=lambda job: CHANGING.index(job.kind)), Newer(Fate.UNDER_WAY))
    last = next((job for job in newest if job.kind == RECOMPUTE), None)
    fate = FATES.get(State(last.state)) if last else None
    return Work(newer=Newer(fate, last.finished_at) if last and fate else None)


@prepared
def _newest_jobs() -> QuerySet[Job]:
    return Job.objects.filter(kind__in=CHANGING)[:MOST_WAITING]


def is_untouched() -> bool:
    """Whether nothing has been imported, planned or begun here yet, so that the demonstration may be offered."""
    begun = latest(kind="reports.load_company") is not None
    return not (begun or Batch.objects.exists() or Cycle.objects.exists() or BusinessObjective.objects.exists())
