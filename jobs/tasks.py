"""What Celery calls. The ledger decides what there is to do."""

from celery import shared_task

from jobs import services
from jobs.models import Queue
from jobs.running import run_next


@shared_task(name="jobs.run")
def run(queue: str) -> None:
    """Do one job of the queue."""
    job = run_next(Queue(queue), heart=True)
    if job is not None:
        services.wake_next(job)


@shared_task(name="jobs.start", expires=3600)
def start(kind: str) -> None:
    """On beat: put a job of this kind into the ledger, unless one waits already."""
    services.enqueue(kind, coalesce=True)


@shared_task(name="jobs.sweep", expires=60)
def sweep() -> None:
    """On beat: wake workers for what nobody was woken for, and note that beat, broker and worker reach each other."""
    services.sweep()
    services.worker_lives(name="beat", queues=[])
