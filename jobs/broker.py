"""Wake workers through Celery. A message carries no work, so losing one loses nothing: the sweeper sends another."""

import time
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.utils.module_loading import import_string

from jobs.models import Queue

REST_AFTER_FAILURE = 10.0  # seconds in which no further request waits for a broker that did not answer
_rests_until = 0.0


def wake(queue: Queue) -> bool:
    """Send one worker of the queue to the ledger; False when the broker does not answer within about a second."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return False
    try:
        with _connection() as connection:
            _app().send_task("jobs.run", args=[str(queue)], queue=str(queue), connection=connection, retry=False)
    except Exception as error:  # whatever a broker that is away, loading, full or frozen brings about
        _rests_until = time.monotonic() + REST_AFTER_FAILURE
        structlog.get_logger("jobs").warning("nobody woken; the sweeper will", queue=str(queue), error=str(error)[:200])
        return False
    return True


def waiting_messages(queue: Queue) -> int | None:
    """How many wake-ups the broker holds for a queue; None when it does not answer."""
    try:
        with _connection() as connection:
            return int(connection.default_channel.client.llen(str(queue)))
    except Exception as error:
        structlog.get_logger("jobs").warning("broker does not answer", error=str(error)[:200])
        return None


def _connection() -> Any:
    return _app().connection_for_write(transport_options=settings.JOBS_PUBLISH_OPTIONS)


def _app() -> Any:
    import_string(settings.JOBS_CELERY_APP)  # sets the current application, also in the web process
    return current_app
