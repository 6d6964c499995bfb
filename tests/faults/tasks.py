"""A demonstration job that only tests know: it writes one row, and dies where it is told to."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from jobs.context import JobContext
from jobs.registry import job_kind

STEP = 0.05  # seconds


@job_kind("demonstration", label="Demonstrate", queue="fast")
def demonstrate(context: JobContext, *, steps: int = 0, dies: Sequence[str] = ()) -> str:
    """Work for some steps, then write the effect. Attempt n is killed at the moment named by `dies[n - 1]`."""
    death = dies[context.job.attempt - 1] if context.job.attempt <= len(dies) else ""
    _reach("at the start", death)
    for step in range(steps if context.job.attempt == 1 else 1):
        time.sleep(STEP)
        context.progress(step / max(steps, 1), f"Step {step} of {steps}.")
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
