from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from jobs import ledger, services
from jobs.context import JobContext
from jobs.ledger import LeaseLost
from jobs.models import Job, Queue, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(kind):
    kind("work", lambda context: "Done.", queue="fast")
    kind("alone", lambda context: "Done.", queue="fast", alone=True)


def claimed(name="work") -> Job:
    services.enqueue(name)
    return ledger.claim(Queue.FAST)


def die(job: Job) -> None:
    """What the ledger sees of a worker that was killed: a lease that nobody extends."""
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


class TestClaiming:
    def test_a_claim_starts_a_new_attempt_with_a_lease(self, work):
        job = claimed()

        assert (job.state, job.attempt, job.deaths) == (State.RUNNING, 1, 0)
        assert job.lease_until > job.started_at

    def test_a_claimed_job_is_not_claimed_twice(self, work):
        claimed()

        assert ledger.claim(Queue.FAST) is None

    def test_workers_take_jobs_of_their_own_queue_only(self, work):
        services.enqueue("work")

        assert ledger.claim(Queue.HEAVY) is None

    def test_a_job_whose_worker_died_is_claimed_again(self, work):
        job = claimed()
        die(job)

        again = ledger.claim(Queue.FAST)

        assert (again.pk, again.attempt, again.deaths) == (job.pk, 2, 1)

    def test_three_deaths_are_a_failure_with_its_reason(self, work):
        job = claimed()
        ledger.beat(job, progress=0.5, sentence="Reading line 900.")
        for _ in range(2):
            die(job)
            ledger.claim(Queue.FAST)
        Job.objects.filter(pk=job.pk).update(sentence="Reading line 900.")
        die(job)

        assert ledger.claim(Queue.FAST) is None
        job.refresh_from_db()
        assert (job.state, job.deaths, job.attempt) == (State.FAILED, 3, 3)
        assert "The worker died 3 times" in job.error
        assert "Reading line 900." in job.error

    def test_a_poisonous_job_does_not_stop_the_one_behind_it(self, work):
        poison = claimed()
        services.enqueue("work")
        Job.objects.filter(pk=poison.pk).update(attempt=3, deaths=2)
        die(poison)

        assert ledger.claim(Queue.FAST).pk != poison.pk

    def test_of_a_kind_that_runs_alone_the_second_job_waits(self, work):
        first = claimed("alone")
        services.enqueue("alone")
        other = services.enqueue("work")

        assert ledger.claim(Queue.FAST).pk == other.pk
        assert ledger.claim(Queue.FAST) is None
        ledger.finish(first, sentence="Done.")
        assert ledger.claim(Queue.FAST).kind == "alone"


class TestFence:
    def test_an_attempt_that_was_taken_over_can_do_nothing_any_more(self, work):
        old = claimed()
        die(old)
        ledger.claim(Queue.FAST)

        for step in (
            lambda: ledger.beat(old, progress=0.1, sentence=""),
            lambda: ledger.finish(old, sentence="Done."),
            lambda: ledger.fail(old, reason="No."),
            lambda: ledger.interrupt(old, reason="No."),
            lambda: ledger.hold(old),
        ):
            with pytest.raises(LeaseLost), transaction.atomic():
                step()

    def test_what_is_written_behind_the_fence_disappears_when_the_outcome_cannot_be_recorded(self, work):
        old = claimed()
        context = JobContext(old, now=old.started_at)

        def publish_but_lose_the_job_meanwhile():
            with context.publishing():
                services.enqueue("work", coalesce=True)
                Job.objects.filter(pk=old.pk).update(attempt=2)
                context.finish("Done.")

        with pytest.raises(LeaseLost):
            publish_but_lose_the_job_meanwhile()

        assert Job.objects.count() == 1


class TestProgress:
    def test_progress_is_clamped_and_cut_to_what_the_ledger_holds(self, work):
        job = claimed()

        ledger.beat(job, progress=1.7, sentence="x" * 400)

        job.refresh_from_db()
        assert (job.progress, len(job.sentence)) == (1.0, 300)

    def test_telling_progress_very_often_costs_few_statements(self, work):
        context = JobContext(claimed(), now=None)

        with CaptureQueriesContext(
            connection,
        ) as queries:
            for step in range(1000):
                context.progress(step / 1000, f"Step {step}")

        assert len(queries) < 10


class TestSweepSelection:
    def test_what_waits_and_what_lost_its_worker_can_be_claimed(self, work):
        dead = claimed()
        alive = claimed()
        waiting = services.enqueue("work")
        die(dead)

        assert set(ledger.claimable(Queue.FAST)) == {dead, waiting}
        assert alive not in ledger.claimable(Queue.FAST)
