import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from alignment.config.celery import app
from alignment.config.embedded import Places
from jobs import registry
from tests.faults.stage import Broker, Stage


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A running Valkey that nobody else uses."""
    server = Broker(Places(data=Path(tempfile.mkdtemp(prefix="sl-"))))
    server.start()
    yield server
    server.clear_away()


@pytest.fixture
def stage(transactional_db, broker, tmp_path, settings, monkeypatch) -> Iterator[Stage]:
    """Where real processes play; also what this process enqueues wakes them."""
    from tests.faults import tasks

    settings.JOBS_LEASE = timedelta(seconds=2)
    monkeypatch.setattr(app.conf, "broker_url", broker.url.replace("unix://", "redis+socket://", 1))
    registry.job_kind("demonstration", label="Demonstrate", queue="fast")(tasks.demonstrate)
    registry.job_kind("dying import", label="Import and die", queue="fast")(tasks.import_and_die)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE demonstration_effect (job bigint NOT NULL)")
    play = Stage(broker=broker, folder=tmp_path)
    yield play
    play.end()
    registry._kinds.pop("demonstration")
    registry._kinds.pop("dying import")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE demonstration_effect")
