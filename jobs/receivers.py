"""A worker's parent process says every few seconds that it lives, also while its children are busy."""

import time
from typing import Any

import structlog
from celery.signals import heartbeat_sent, worker_ready
from django.db import DatabaseError, InterfaceError, connection

from jobs import services

EVERY = 10.0  # seconds
_worker: dict[str, Any] = {"name": "", "queues": (), "told_at": float("-inf")}


def connect() -> None:
    worker_ready.connect(remember, dispatch_uid="jobs.worker_ready")
    heartbeat_sent.connect(tell, dispatch_uid="jobs.heartbeat_sent")


def remember(sender: Any, **_: Any) -> None:
    """Keep the worker's name and queues, and tell at once."""
    _worker.update(name=sender.hostname, queues=tuple(sender.app.amqp.queues.consume_from), told_at=float("-inf"))
    tell()


def tell(**_: Any) -> None:
    if not _worker["name"] or time.monotonic() - _worker["told_at"] < EVERY:
        return
    _worker["told_at"] = time.monotonic()
    try:
        services.worker_lives(name=_worker["name"], queues=_worker["queues"])
    except (DatabaseError, InterfaceError) as error:
        structlog.get_logger("jobs").warning("heartbeat failed", error=str(error)[:200])
    finally:
        connection.close()  # children forked later must not inherit it
