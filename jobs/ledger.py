"""A job's way through its states. Every step after the claim is fenced by the attempt number.

Leases are measured by the database's clock, so that clocks of different machines cannot disagree about them.
"""

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from jobs import registry
from jobs.models import Job, JobQuerySet, Queue, State

MOST_DEATHS = 3
CLAIMS_LOCK = 0x7369676A  # advisory lock: one claim at a time, so that two cannot both start an `alone` kind


class LeaseLost(Exception):
    """The job no longer belongs to this attempt: another worker took it over, or somebody cancelled it."""


@transaction.atomic
def claim(queue: Queue) -> Job | None:
    """Take the oldest job that can be taken under a new attempt; None when there is none.

    Rows locked by somebody (a worker that publishes, a caller that coalesces) are passed over.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIMS_LOCK])
    while True:
        job = claimable(queue).select_for_update(skip_locked=True).order_by("pk").first()
        if job is None:
            return None
        died = job.state == State.RUNNING
        if died and job.deaths + 1 >= MOST_DEATHS:
            _give_up(job)
            continue
        Job.objects.filter(pk=job.pk).update(
            state=State.RUNNING, attempt=job.attempt + 1, deaths=job.deaths + died, progress=0, sentence="",
            lease_until=Now() + settings.JOBS_LEASE, heartbeat_at=Now(), started_at=Now(),
        )  # fmt: skip
        return Job.objects.get(pk=job.pk)


def claimable(queue: Queue) -> JobQuerySet:
    """Jobs of a queue that a worker could take now."""
    rival = Job.objects.filter(kind=OuterRef("kind"), state=State.RUNNING, lease_until__gte=Now())
    waiting_for_its_turn = Job.objects.filter(pk=OuterRef("pk"), kind__in=registry.alone_kinds()).filter(Exists(rival))
    return Job.objects.claimable().filter(~Exists(waiting_for_its_turn), queue=queue)


def beat(job: Job, *, progress: float, sentence: str) -> None:
    """Extend the lease and show the progress. Raises LeaseLost."""
    changed = Job.objects.held(pk=job.pk, attempt=job.attempt).update(
        lease_until=Now() + settings.JOBS_LEASE,
        heartbeat_at=Now(),
        progress=min(max(progress, 0.0), 1.0),
        sentence=sentence[:300],
    )
    _require(changed)


def hold(job: Job) -> None:
    """Lock the job's row until the end of the transaction, so that nobody else can take it. Raises LeaseLost."""
    held = Job.objects.held(pk=job.pk, attempt=job.attempt).select_for_update(no_key=True)
    _require(len(held.values_list("pk")))


def finish(job: Job, *, sentence: str) -> None:
    """The job has succeeded. Raises LeaseLost."""
    changed = Job.objects.held(pk=job.pk, attempt=job.attempt).update(
        state=State.SUCCEEDED, progress=1, sentence=sentence[:300], error="", lease_until=None, finished_at=Now()
    )
    _require(changed)


def fail(job: Job, *, reason: str) -> None:
    """The job has failed for a reason that another try would meet again. Raises LeaseLost."""
    changed = Job.objects.held(pk=job.pk, attempt=job.attempt).update(
        state=State.FAILED, error=reason, lease_until=None, finished_at=Now()
    )
    _require(changed)


@transaction.atomic
def interrupt(job: Job, *, reason: str) -> None:
    """The attempt died of something that passes, such as a database restart: wait for the next one, up to three."""
    hold(job)
    deaths = job.deaths + 1
    if deaths >= MOST_DEATHS:
        Job.objects.filter(pk=job.pk).update(deaths=deaths)
        fail(job, reason=f"It was interrupted {deaths} times. {reason}")
        return
    Job.objects.filter(pk=job.pk).update(state=State.WAITING, deaths=deaths, lease_until=None, sentence=reason[:300])


def _give_up(job: Job) -> None:
    where = f" Its last words were “{job.sentence}”." if job.sentence else ""
    Job.objects.filter(pk=job.pk).update(
        state=State.FAILED, deaths=job.deaths + 1, lease_until=None, finished_at=Now(),
        error=f"The worker died {MOST_DEATHS} times while it did this, most likely for want of memory.{where}",
    )  # fmt: skip


def _require(changed: int) -> None:
    if not changed:
        raise LeaseLost("This attempt no longer owns the job; what it computed is thrown away.")
