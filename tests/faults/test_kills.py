"""kill -9 of workers: every job has its effect exactly once."""

import os
import signal
import time

import pytest
from django.db import connection

from jobs import services
from jobs.models import Job, Queue, State, WorkerHeartbeat
from jobs.selectors import silent_for
from tests.faults.stage import kill_group, until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

BEFORE_THE_END = ("at the start", "before the result", "inside the transaction")
TWO_DEATHS = [[first, second] for first in BEFORE_THE_END for second in BEFORE_THE_END][:8]
ONE_LATE_DEATH = [["after the result"]] * 4


def effects() -> dict[int, int]:
    """How often each job has had its effect."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, count(*) FROM demonstration_effect GROUP BY job")
        return dict(cursor.fetchall())


def all_are(state: State) -> bool:
    return not Job.objects.exclude(state=state).exists()


def sweep_until(happened) -> None:
    """What beat does, without its process."""

    def look() -> object:
        services.sweep()
        time.sleep(0.2)
        return happened()

    until(look)


class TestKills:
    def test_twenty_kills_of_worker_children_leave_every_effect_once(self, stage):
        stage.worker("fast", jobs=3)
        jobs = [services.enqueue("demonstration", {"dies": d}) for d in TWO_DEATHS + ONE_LATE_DEATH]

        sweep_until(lambda: all_are(State.SUCCEEDED))

        assert len(stage.diary.read_text().splitlines()) == 20
        assert effects() == {job.pk: 1 for job in jobs}
        assert sorted(Job.objects.values_list("deaths", flat=True)) == [0] * 4 + [2] * 8

    def test_five_kills_of_the_whole_worker_leave_every_effect_once(self, stage):
        workers = {worker.pid: worker for worker in (stage.worker("fast") for _ in range(6))}
        until(lambda: WorkerHeartbeat.objects.count() == 6)
        jobs = [services.enqueue("demonstration", {"waits": True}) for _ in range(5)]
        sweep_until(lambda: Job.objects.filter(progress=0.5).count() == 5)

        for number, sentence in enumerate(Job.objects.values_list("sentence", flat=True)):
            worker = workers[int(sentence.split()[-1])]
            if number % 2:
                os.kill(worker.pid, signal.SIGKILL)  # the parent alone; its child is left to itself
                worker.wait(30)
            else:
                kill_group(worker)
        stage.diary.with_name("go").touch()
        sweep_until(lambda: all_are(State.SUCCEEDED))

        assert effects() == {job.pk: 1 for job in jobs}
        assert Job.objects.filter(deaths__gte=1).count() >= 3

    def test_a_poison_job_is_given_up_and_the_next_one_is_done(self, stage):
        poison = services.enqueue("demonstration", {"dies": ["before the result"] * 50})
        healthy = services.enqueue("demonstration")
        stage.worker("fast", jobs=3)

        sweep_until(lambda: not Job.objects.unfinished().exists())

        poison.refresh_from_db()
        assert (poison.state, poison.attempt, poison.deaths) == (State.FAILED, 3, 3)
        assert "died 3 times" in poison.error
        assert len(stage.diary.read_text().splitlines()) == 3
        assert effects() == {healthy.pk: 1}
        assert silent_for(Queue.FAST) is not None
