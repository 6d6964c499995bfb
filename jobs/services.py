"""Put work into the ledger, take it out again, and wake who does it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from jobs import broker, ledger, registry, selectors
from jobs.models import Job, Queue, State, WorkerHeartbeat
from jobs.running import run_next

MOST_WAKE_UPS = 50  # a sweep never floods the broker
LONGEST_ARGUMENT = 200


class BadArguments(ValueError):
    """Arguments that are not plain ids."""


class JobCannotChange(Exception):
    """A sentence: why the job cannot be cancelled or tried again now."""


def enqueue(kind: str, arguments: Mapping[str, Any] | None = None, *, by: Any = None, coalesce: bool = False) -> Job:
    """Add a job in the caller's transaction; a worker is woken when that commits.

    With `coalesce`, a job of the same kind and arguments that still waits is returned instead of a second one; it
    cannot start before the caller's transaction has ended, so it sees what the caller changed.
    Raises UnknownKind, BadArguments.
    """
    entry = registry.kind(kind)
    plain = _plain(arguments or {})
    key = _key(kind, plain) if coalesce else ""
    with transaction.atomic():
        job = (_join(key) if coalesce else None) or _insert(entry, plain, key=key, by=by)
        transaction.on_commit(lambda: broker.wake(entry.queue), robust=True)
    return job


def cancel(pk: int) -> None:
    """Stop a job that waits or runs; a running one notices at its next sign of progress. Raises JobCannotChange."""
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if job is None:
            raise JobCannotChange("The job is publishing its result at this moment; it cannot be cancelled any more.")
        if job.state not in {State.WAITING, State.RUNNING}:
            raise JobCannotChange(f"The job is {job.get_state_display().lower()} already.")
        Job.objects.filter(pk=pk).update(
            state=State.CANCELLED, lease_until=None, finished_at=Now(), sentence="Cancelled; nothing was changed."
        )


def retry(pk: int) -> None:
    """Let a failed or cancelled job wait for a worker again. Raises JobCannotChange."""
    try:
        with transaction.atomic():
            changed = Job.objects.filter(pk=pk, state__in=[State.FAILED, State.CANCELLED]).update(
                state=State.WAITING, deaths=0, progress=0, sentence="", error="", finished_at=None, lease_until=None
            )
            if not changed:
                raise JobCannotChange("Only a failed or cancelled job can be tried again.")
            queue = Queue(Job.objects.values_list("queue", flat=True).get(pk=pk))
            transaction.on_commit(lambda: broker.wake(queue), robust=True)
    except IntegrityError:
        raise JobCannotChange("The same work is waiting already; there is no need to repeat this one.") from None


def sweep() -> int:
    """Send the wake-ups that are missing: for jobs whose message was lost or whose worker died. How many were sent."""
    sent = 0
    for queue in Queue:
        wanted = min(ledger.claimable(queue).count(), MOST_WAKE_UPS)
        held = broker.waiting_messages(queue) if wanted else None
        if held is None:
            continue
        for _ in range(wanted - held):
            if not broker.wake(queue):
                break
            sent += 1
    if sent:
        structlog.get_logger("jobs").info("sweep woke workers", messages=sent)
    return sent


def wake_next(done: Job) -> None:
    """Wake a worker for a job that had to wait until this one was done."""
    if done.kind in registry.alone_kinds() and selectors.others_wait(done):
        broker.wake(Queue(done.queue))


def run_waiting(*, now: datetime | None = None, most: int = 100) -> Sequence[Job]:
    """Do what waits, here and now, oldest first, until nothing is left; for tests and for commands without workers.

    It is the workers' own way through the ledger, without their heartbeat thread.
    """
    done: list[Job] = []
    while len(done) < most:
        job = run_next(Queue.FAST, now=now, heart=False) or run_next(Queue.HEAVY, now=now, heart=False)
        if job is None:
            break
        done.append(job)
    return done


def worker_lives(*, name: str, queues: Sequence[str]) -> None:
    """Note that a background process is alive."""
    fields = {"queues": ",".join(sorted(queues)), "seen_at": Now()}
    WorkerHeartbeat.objects.update_or_create(name=name[:200], defaults=fields)


def _join(key: str) -> Job | None:
    """The waiting job of this key, share-locked: several callers may join it, no worker may claim it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM jobs_job WHERE coalesce_key = %s AND state = 'waiting' FOR SHARE",
            [key],
        )
        row = cursor.fetchone()
    return Job.objects.get(pk=row[0]) if row else None


def _insert(entry: registry.Kind, arguments: Mapping[str, Any], *, key: str, by: Any) -> Job:
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    job = Job(kind=entry.name, arguments=arguments, queue=entry.queue, coalesce_key=key, by=by, request_id=request_id)
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        joined = _join(key) if key else None
        if joined is None:
            raise
        return joined
    return job


def _plain(arguments: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in arguments.items():
        parts = value if isinstance(value, (list, tuple)) else [value]
        for part in parts:
            if not (part is None or isinstance(part, int) or (isinstance(part, str) and len(part) <= LONGEST_ARGUMENT)):
                raise BadArguments(f"The job argument {name!r} is not an id; keep data in tables and pass its id.")
    return {name: list(value) if isinstance(value, tuple) else value for name, value in sorted(arguments.items())}


def _key(kind: str, arguments: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([kind, arguments], sort_keys=True).encode()).hexdigest()
