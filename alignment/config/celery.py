"""Celery only wakes workers; what is to be done stands in the database (jobs/)."""

import gc
import os
from typing import Any

from celery import Celery, signals

from alignment.config import environment

environment.allow_long_statements()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")

app = Celery("sightline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["jobs"])


@signals.worker_before_create_process.connect
def share_memory(**_: Any) -> None:
    """Leave what is loaded to parent and child: a garbage collection in the child would copy its every page."""
    gc.collect()
    gc.freeze()
