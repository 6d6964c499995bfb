"""Read the ledger."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet, State, WorkerHeartbeat
from people.policy import may


def silent_for(name_or_queue: str) -> timedelta | None:
    """How long ago a process of this name, or any worker of this queue, last said that it lives; None if never."""
    age = ExpressionWrapper(Now() - F("seen_at"), output_field=DurationField())
    beats = WorkerHeartbeat.objects.annotate(age=age).values_list("name", "queues", "age")
    ages = [age for name, queues, age in beats if name_or_queue in (name, *queues.split(","))]
    return min(ages, default=None)


def visible_to(user: Any) -> JobQuerySet:
    """Jobs that a person may see: all for those whose role shows them, otherwise those they started."""
    return Job.objects.all() if may(user, "jobs.view") else Job.objects.filter(by=user)


def unfinished(*, kind: str) -> Sequence[Job]:
    """Jobs of a kind that wait or run, newest first."""
    return list(Job.objects.unfinished().filter(kind=kind))


def latest(*, kind: str) -> Job | None:
    """The newest job of a kind, whatever became of it."""
    return Job.objects.filter(kind=kind).first()


def others_wait(job: Job) -> bool:
    """Whether another job of the same kind waits."""
    return Job.objects.filter(kind=job.kind, state=State.WAITING).exclude(pk=job.pk).exists()
