"""A demonstration job that only tests know: it writes one row, and dies where it is told to."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from jobs.context import JobContext
from jobs.registry import job_kind
from tests.faults.importing import import_and_die

STEP = 0.05  # seconds

job_kind("dying import", label="Import and die", queue="fast")(import_and_die)


@job_kind("demonstration", label="Demonstrate", queue="fast")
def demonstrate(context: JobContext, *, waits: bool = False, dies: Sequence[str] = ()) -> str:
    """Write the effect. Attempt n is killed at the moment named by `dies[n - 1]`; one that waits does so for a sign."""
    death = dies[context.job.attempt - 1] if context.job.attempt <= len(dies) else ""
    _reach("at the start", death)
    sign = Path(os.environ["FAULTS_DIARY"]).with_name("go")
    while waits and not sign.exists():
        time.sleep(STEP)
        context.progress(0.5, f"Waits in worker {os.getppid()}")
    _reach("before the result", death)
    with context.publishing():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO demonstration_effect (job) VALUES (%s)", [context.job.pk])
        _reach("inside the transaction", death)
        context.finish("Written.")
    _reach("after the result", death)
    return "Written."


def _reach(moment: str, death: str) -> None:
    if moment == death:
        with Path(os.environ["FAULTS_DIARY"]).open("a") as diary:
            diary.write(f"{moment}\n")
        os.kill(os.getpid(), signal.SIGKILL)
