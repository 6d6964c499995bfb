from datetime import UTC, datetime

import pytest
import structlog
from django.core.exceptions import FieldDoesNotExist
from django.db import OperationalError, transaction

from jobs import services
from jobs.models import Job, State, WorkerHeartbeat
from jobs.registry import UnknownKind
from jobs.selectors import silent_for

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def greet(kind):
    kind("greet", lambda context, whom: f"Greeted {whom}.", queue="fast")


class TestRunning:
    def test_a_job_that_succeeds_shows_the_sentence_of_its_handler(self, greet):
        job = services.enqueue("greet", {"whom": 7})

        services.run_waiting()

        job.refresh_from_db()
        assert (job.state, job.sentence, job.progress) == (State.SUCCEEDED, "Greeted 7.", 1.0)
        assert job.finished_at is not None
        assert job.lease_until is None

    def test_jobs_are_done_oldest_first(self, kind):
        seen = []
        kind("see", lambda context, number: seen.append(number) or "Seen.")
        for number in range(5):
            services.enqueue("see", {"number": number})

        services.run_waiting()

        assert seen == [0, 1, 2, 3, 4]

    def test_a_handler_works_with_the_time_it_is_given(self, kind):
        kind("tell time", lambda context: f"It is {context.now:%H:%M}.")
        job = services.enqueue("tell time")

        services.run_waiting(now=NOON)

        job.refresh_from_db()
        assert job.sentence == "It is 12:00."

    def test_a_job_may_enqueue_the_next_one(self, kind, greet):
        def first(context):
            services.enqueue("greet", {"whom": 2})
            return "Done."

        kind("first", first)
        services.enqueue("first")

        done = services.run_waiting()

        assert [job.kind for job in done] == ["first", "greet"]

    def test_the_request_that_asked_is_named_in_the_log_of_the_job(self, kind):
        def note(context):
            return str(structlog.contextvars.get_contextvars()["request_id"])

        kind("note", note)
        with structlog.contextvars.bound_contextvars(request_id="request-1"):
            job = services.enqueue("note")

        services.run_waiting()

        job.refresh_from_db()
        assert job.sentence == "request-1"

    def test_an_unknown_kind_is_refused_when_it_is_asked_for(self):
        with pytest.raises(UnknownKind, match="no job of the kind 'nothing'"):
            services.enqueue("nothing")

    def test_a_kind_that_a_newer_version_dropped_fails_with_a_sentence(self):
        job = Job.objects.create(kind="dropped")

        services.run_waiting()

        job.refresh_from_db()
        assert job.state == State.FAILED
        assert job.error == "This version of Sightline has no job of the kind 'dropped'."

    @pytest.mark.parametrize("value", [{"name": "Ada"}, 1.5, "x" * 201, [{"id": 1}]])
    def test_arguments_that_are_not_ids_are_refused(self, greet, value):
        with pytest.raises(services.BadArguments, match="'whom' is not an id"):
            services.enqueue("greet", {"whom": value})


class TestFailing:
    def test_our_own_errors_are_shown_as_they_are_said(self, kind):
        def refuse(context):
            raise services.JobCannotChange("The file has no header line.")

        kind("refuse", refuse)
        job = services.enqueue("refuse")

        services.run_waiting()

        job.refresh_from_db()
        assert (job.state, job.error) == (State.FAILED, "The file has no header line.")

    def test_other_errors_are_not_shown_because_they_may_hold_somebodys_data(self, kind):
        def leak(context):
            raise FieldDoesNotExist("ada@example.com")

        kind("leak", leak)
        job = services.enqueue("leak")

        services.run_waiting()

        job.refresh_from_db()
        assert "ada@" not in job.error
        assert "FieldDoesNotExist" in job.error

    def test_a_job_that_lost_its_database_tries_again_and_fails_the_third_time(self, kind):
        tries = []

        def unlucky(context):
            tries.append(context.job.attempt)
            raise OperationalError("server closed the connection unexpectedly")

        kind("unlucky", unlucky)
        job = services.enqueue("unlucky")

        services.run_waiting()

        job.refresh_from_db()
        assert tries == [1, 2, 3]
        assert job.state == State.FAILED
        assert job.error.startswith("It was interrupted 3 times.")


class TestCoalescing:
    def test_the_same_work_waits_only_once(self, greet):
        first = services.enqueue("greet", {"whom": 1}, coalesce=True)
        second = services.enqueue("greet", {"whom": 1}, coalesce=True)

        assert first.pk == second.pk

    def test_other_arguments_are_other_work(self, greet):
        first = services.enqueue("greet", {"whom": 1}, coalesce=True)
        second = services.enqueue("greet", {"whom": 2}, coalesce=True)

        assert first.pk != second.pk

    def test_work_that_runs_already_may_have_missed_the_change_so_it_waits_anew(self, greet):
        first = services.enqueue("greet", {"whom": 1}, coalesce=True)
        services.run_waiting()

        assert services.enqueue("greet", {"whom": 1}, coalesce=True).pk != first.pk

    def test_work_that_did_not_ask_for_it_is_never_joined(self, greet):
        assert services.enqueue("greet", {"whom": 1}).pk != services.enqueue("greet", {"whom": 1}).pk


class TestControl:
    def test_a_waiting_job_that_is_cancelled_is_not_done(self, greet):
        job = services.enqueue("greet", {"whom": 1})

        services.cancel(job.pk)

        assert services.run_waiting() == []
        job.refresh_from_db()
        assert job.state == State.CANCELLED

    def test_a_running_job_that_is_cancelled_stops_at_its_next_progress(self, kind):
        steps = []

        def slow(context):
            steps.append("before")
            services.cancel(context.job.pk)
            with context.publishing():
                steps.append("published")
            return "Done."

        kind("slow", slow)
        job = services.enqueue("slow")

        services.run_waiting()

        job.refresh_from_db()
        assert steps == ["before"]
        assert job.state == State.CANCELLED

    def test_a_finished_job_cannot_be_cancelled(self, greet):
        job = services.enqueue("greet", {"whom": 1})
        services.run_waiting()

        with pytest.raises(services.JobCannotChange, match="The job is done already"):
            services.cancel(job.pk)

    def test_a_failed_job_can_be_tried_again(self, kind):
        outcomes = iter([services.JobCannotChange("Not yet."), None])

        def second_time_lucky(context):
            if error := next(outcomes):
                raise error
            return "Done."

        kind("second", second_time_lucky)
        job = services.enqueue("second")
        services.run_waiting()

        services.retry(job.pk)
        services.run_waiting()

        job.refresh_from_db()
        assert (job.state, job.attempt, job.error) == (State.SUCCEEDED, 2, "")

    def test_a_job_that_succeeded_cannot_be_tried_again(self, greet):
        job = services.enqueue("greet", {"whom": 1})
        services.run_waiting()

        with pytest.raises(services.JobCannotChange, match="Only a failed or cancelled job"):
            services.retry(job.pk)

    def test_a_retry_is_refused_while_the_same_work_waits(self, greet):
        job = services.enqueue("greet", {"whom": 1}, coalesce=True)
        services.cancel(job.pk)
        services.enqueue("greet", {"whom": 1}, coalesce=True)

        with pytest.raises(services.JobCannotChange, match="waiting already"), transaction.atomic():
            services.retry(job.pk)


class TestWorkers:
    def test_nobody_knows_of_a_worker_that_never_spoke(self):
        assert silent_for("heavy") is None

    def test_a_worker_is_found_by_each_of_its_queues(self):
        services.worker_lives(name="one@here", queues=["heavy", "fast"])
        services.worker_lives(name="one@here", queues=["heavy", "fast"])

        assert WorkerHeartbeat.objects.count() == 1
        assert silent_for("fast").total_seconds() < 60
        assert silent_for("heavy").total_seconds() < 60
        assert silent_for("other") is None
