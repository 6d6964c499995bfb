"""Do one job: claim it, run its handler, write down what became of it."""

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError

from jobs import ledger, registry
from jobs.context import JobContext, LeaseLost
from jobs.models import Job, Queue


def run_next(queue: Queue, *, now: datetime | None = None, heart: bool) -> Job | None:
    """Claim and do the oldest claimable job of a queue; None when there is none.

    `now` is the handler's time; the moment of the claim by the database's clock when it is not given.
    With `heart` a thread keeps the lease alive; tests that run inside one transaction do without.
    """
    job = ledger.claim(queue)
    if job is None:
        return None
    names = {"job": job.pk, "kind": job.kind, "attempt": job.attempt, "request_id": job.request_id}
    with structlog.contextvars.bound_contextvars(**names):
        _attempt(job, now=now or job.started_at or job.created_at, heart=heart)
    job.refresh_from_db()
    return job


def _attempt(job: Job, *, now: datetime, heart: bool) -> None:
    log = structlog.get_logger("jobs")
    context = JobContext(job, now=now)
    log.info("job started")
    try:
        with context.heart() if heart else nullcontext():
            sentence = registry.kind(job.kind).handler(context, **job.arguments)
        if not context.finished:
            context.finish(sentence)
        log.info("job succeeded")
    except LeaseLost:
        log.warning("job left to its new owner")
    except Exception as error:
        log.exception("job broke off")
        if not context.finished:
            _write_down(job, error)


def _write_down(job: Job, error: Exception) -> None:
    try:
        if isinstance(error, (OperationalError, InterfaceError)):
            ledger.interrupt(job, reason="The database could not be asked; the next attempt starts by itself.")
        else:
            ledger.fail(job, reason=_sentence(job, error))
    except LeaseLost:
        structlog.get_logger("jobs").warning("job left to its new owner")
    except (OperationalError, InterfaceError):
        # The lease runs out and the sweeper hands the job to somebody else.
        structlog.get_logger("jobs").warning("outcome could not be written")


def _sentence(job: Job, error: Exception) -> str:
    """What people may read: our own exceptions carry sentences, others could carry anybody's data."""
    if isinstance(error, SoftTimeLimitExceeded):
        minutes = settings.CELERY_TASK_SOFT_TIME_LIMIT // 60
        return f"It took longer than {minutes} minutes and was stopped. Try it with less data at a time."
    if type(error).__module__.split(".")[0] in _our_apps() and str(error):
        return str(error)
    name = type(error).__name__
    return f"Something broke on our side ({name}). Nothing was half-saved; the log has the details under job {job.pk}."


def _our_apps() -> set[str]:
    return {config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
