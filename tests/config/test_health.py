import time

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from alignment.config import health
from jobs.models import WorkerHeartbeat


def beat(queues, ago="0 s"):
    WorkerHeartbeat.objects.create(name=f"worker {queues}", queues=queues)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_workerheartbeat SET seen_at = now() - %s::interval WHERE queues = %s", [ago, queues]
        )


def test_livez_answers_without_database_and_log_in(client):
    answer = client.get(reverse("livez"))

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.django_db(transaction=True)
class TestReadyz:
    def test_everything_is_well(self, client):
        beat("fast")
        beat("heavy", "90 s")

        answer = client.get(reverse("readyz"))

        assert answer.json() == {
            "status": "ready",
            "parts": {"database": "ok", "migrations": "ok", "redis": "ok", "workers": "ok"},
        }
        assert answer.status_code == 200

    def test_silent_and_missing_workers_are_named(self, client):
        beat("fast", "200 s")

        answer = client.get(reverse("readyz"))

        assert answer.status_code == 503
        assert answer.json()["parts"]["workers"] == (
            "the worker of the queue fast was last heard 200 s ago; no worker of the queue heavy was ever seen"
        )

    def test_a_missing_migration_is_counted(self, client):
        recorder = MigrationRecorder(connection)
        newest = max(name for app, name in recorder.applied_migrations() if app == "reports")
        recorder.record_unapplied("reports", newest)
        try:
            parts = client.get(reverse("readyz")).json()["parts"]
        finally:
            recorder.record_applied("reports", newest)

        assert parts["migrations"] == "1 migration is not applied; run manage.py migrate"

    def test_a_server_that_is_not_there_is_named_with_its_reason(self, client, settings):
        settings.REDIS_URL = "redis://127.0.0.1:1/0"

        answer = client.get(reverse("readyz"))

        assert answer.status_code == 503
        assert "Connection refused" in answer.json()["parts"]["redis"]


class TestParts:
    def test_a_part_that_hangs_does_not_hang_the_answer_and_is_asked_only_once(self):
        asked = []

        def hang():
            asked.append(1)
            time.sleep(5 * health.ANSWERS_WITHIN)
            return ""

        answers = [health.examine({"hanging": hang}) for _ in range(2)]

        assert answers == [{"hanging": "does not answer within 2 s"}] * 2
        assert len(asked) == 1


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_page_is_read_and_posted_and_nothing_else(client, method):
    answer = client.generic(method, reverse("account_login"))

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
