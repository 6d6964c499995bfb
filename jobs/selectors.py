"""Read the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from jobs.models import UNFINISHED, Job, JobQuerySet, Queue, State, WorkerHeartbeat
from people.policy import may

MOST_SHOWN = 50  # of each state
WORKER_IS_SILENT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Board:
    """What the page of jobs shows: each list newest first, but what waits in the order in which it will be done."""

    running: Sequence[Job]
    waiting: Sequence[Job]
    waiting_in_all: int
    failed: Sequence[Job]
    finished: Sequence[Job]
    queues_without_worker: Sequence[str]

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.waiting or self.failed or self.finished)

    @property
    def moves(self) -> bool:
        return bool(self.running or self.waiting)


def board(user: Any) -> Board:
    """The jobs that a person may see, and the queues in which work waits for a worker that is not there."""
    jobs = visible_to(user).select_related("by")
    waiting = jobs.filter(state=State.WAITING)
    queues = waiting.order_by().values_list("queue", flat=True).distinct()
    ended = jobs.exclude(state__in=UNFINISHED).order_by("-finished_at")
    return Board(
        running=list(jobs.filter(state=State.RUNNING)[:MOST_SHOWN]),
        waiting=list(waiting.order_by("pk")[:MOST_SHOWN]),
        waiting_in_all=waiting.count(),
        failed=list(ended.filter(state=State.FAILED)[:MOST_SHOWN]),
        finished=list(ended.exclude(state=State.FAILED)[:MOST_SHOWN]),
        queues_without_worker=[Queue(queue).label.lower() for queue in queues if _nobody_serves(queue)],
    )


def silent_for(name_or_queue: str) -> timedelta | None:
    """How long ago a process of this name, or any worker of this queue, last said that it lives; None if never."""
    age = ExpressionWrapper(Now() - F("seen_at"), output_field=DurationField())
    beats = WorkerHeartbeat.objects.annotate(age=age).values_list("name", "queues", "age")
    ages = [age for name, queues, age in beats if name_or_queue in (name, *queues.split(","))]
    return min(ages, default=None)


def visible_to(user: Any) -> JobQuerySet:
    """Jobs that a person may see: all for those whose role shows them, otherwise those they started."""
    return Job.objects.all() if may(user, "jobs.view") else Job.objects.filter(by=user)


def under_way(kinds: Sequence[str]) -> Job | None:
    """What waits or runs of these kinds, the first kind before the others, the newest of it."""
    found = Job.objects.unfinished().filter(kind__in=kinds)
    return min(found, key=lambda job: kinds.index(job.kind), default=None)


def latest(*, kind: str) -> Job | None:
    """The newest job of a kind, whatever became of it."""
    return Job.objects.filter(kind=kind).first()


def others_wait(job: Job) -> bool:
    """Whether another job of the same kind waits."""
    return Job.objects.filter(kind=job.kind, state=State.WAITING).exclude(pk=job.pk).exists()


def _nobody_serves(queue: str) -> bool:
    silence = silent_for(queue)
    return silence is None or silence > WORKER_IS_SILENT_AFTER
