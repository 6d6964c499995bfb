"""What a handler gets: its time, a way to tell its progress, and the fence it publishes behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction

from jobs import ledger
from jobs.ledger import LeaseLost
from jobs.models import Job

__all__ = ["JobContext", "LeaseLost"]

SHOWS_EVERY = 0.5  # seconds between two writes of progress


class JobContext:
    """One attempt of one job, handed to the handler."""

    def __init__(self, job: Job, *, now: datetime) -> None:
        self.job = job
        self.now = now
        self.finished = False
        self._progress = (0.0, "")
        self._shown = (0.0, "")
        self._beaten_at = time.monotonic()
        self._writing = threading.Lock()
        self._stopped = threading.Event()
        self._lost = False
        self._has_heart = False

    def progress(self, fraction: float, sentence: str) -> None:
        """Say how far the work is (0 to 1) and what is being done. Cheap: written at most twice a second.

        Raises LeaseLost when the job was cancelled or taken over, so that the work stops here.
        """
        self._progress = (fraction, sentence)
        if self._lost:
            raise LeaseLost("This job was cancelled or taken over by another worker.")
        if not self._has_heart:
            self._beat_if_due()

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """One transaction that commits only while this attempt owns the job. Raises LeaseLost.

        A death between this commit and the job's end runs the handler again. Where a second publication would
        count twice, call `finish` inside the block: then result and outcome are one commit.
        """
        with self._writing, transaction.atomic():
            ledger.hold(self.job)
            yield

    def finish(self, sentence: str) -> None:
        """Record the outcome now; nothing that the handler still does can change or repeat it. Raises LeaseLost."""
        ledger.finish(self.job, sentence=sentence)
        self.finished = True

    @contextmanager
    def heart(self) -> Iterator[None]:
        """Beat from a thread of its own, so that neither long SQL nor a long transaction loses the lease."""
        thread = threading.Thread(target=self._keep_beating, name=f"heart of job {self.job.pk}", daemon=True)
        self._has_heart = True
        thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            thread.join()

    def _keep_beating(self) -> None:
        try:
            while not self._stopped.wait(SHOWS_EVERY):
                self._beat_patiently()
        finally:
            connection.close()  # this thread's own

    def _beat_patiently(self) -> None:
        if not self._writing.acquire(blocking=False):
            return  # publishing: the row is locked, so nobody can take it
        try:
            if not self._stopped.is_set():
                self._beat_if_due()
        except LeaseLost:
            self._lost = True
            self._stopped.set()
        except (DatabaseError, InterfaceError) as error:
            structlog.get_logger("jobs").warning("heartbeat failed", error=str(error)[:200])
            connection.close()
        finally:
            self._writing.release()

    def _beat_if_due(self) -> None:
        waited = time.monotonic() - self._beaten_at
        told = self._progress
        if waited >= settings.JOBS_LEASE.total_seconds() / 4 or (told != self._shown and waited >= SHOWS_EVERY):
            ledger.beat(self.job, progress=told[0], sentence=told[1])
            self._beaten_at = time.monotonic()
            self._shown = told
