"""Imports that are killed, or lose their database, at a step of their own choice."""

import os
import signal
from collections.abc import Sequence

from django.db import connection

from jobs.context import JobContext
from jobs.registry import kind


def import_and_die(context: JobContext, *, batch: int, steps: Sequence[str]) -> str:
    """The real import; attempt n ends when it comes to the step `steps[n - 1]` ("-" before it: by the database)."""
    attempt = context.job.attempt
    step = steps[attempt - 1] if attempt <= len(steps) else ""
    tell = context.progress

    def progress(fraction: float, sentence: str) -> None:
        if step and sentence.startswith(step.removeprefix("-")):
            _end(by_database=step.startswith("-"))
        tell(fraction, sentence)

    context.progress = progress  # type: ignore[method-assign]
    return kind("imports.load").handler(context, batch=batch)


def _end(*, by_database: bool) -> None:
    if not by_database:
        os.kill(os.getpid(), signal.SIGKILL)
    other = connection.copy()
    with connection.cursor() as mine:
        mine.execute("SELECT pg_backend_pid()")
        (process,) = mine.fetchone()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])
    other.close()
