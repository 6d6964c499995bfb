import pytest
from django.test import Client
from django.urls import reverse

from jobs import ledger, services
from jobs.models import Job, Queue
from people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(kind):
    kind("work", lambda context: "Wrote <b>2</b> rows.", label="Write rows", queue="fast")


def client_of(role: Role) -> tuple[Client, User]:
    user = User.objects.create_user(f"{role}@example.com", name=role.label, role=role)
    client = Client()
    client.force_login(user)
    return client, user


def progress_of(job: Job) -> str:
    return reverse("jobs:progress", args=[job.pk])


class TestProgress:
    def test_a_running_job_shows_how_far_it_is_and_asks_again(self, work):
        client, _ = client_of(Role.ANALYST)
        services.enqueue("work")
        job = ledger.claim(Queue.FAST)
        ledger.beat(job, progress=0.25, sentence="Reading line 250 of 1000.")

        page = client.get(progress_of(job)).content.decode()

        assert "Write rows" in page
        assert 'value="0.25"' in page
        assert "Reading line 250 of 1000." in page
        assert f'hx-get="{progress_of(job)}"' in page

    def test_a_finished_job_stops_asking_and_tells_the_page(self, work):
        client, _ = client_of(Role.ANALYST)
        job = services.enqueue("work")
        services.run_waiting()

        answer = client.get(progress_of(job))

        assert answer["HX-Trigger"] == "job-finished"
        assert "hx-get" not in answer.content.decode()
        assert "Wrote &lt;b&gt;2&lt;/b&gt; rows." in answer.content.decode()

    def test_a_board_member_sees_the_jobs_that_they_started_and_no_others(self, work):
        client, user = client_of(Role.BOARD)
        own = services.enqueue("work", by=user)
        other = services.enqueue("work")

        assert client.get(progress_of(own)).status_code == 200
        assert client.get(progress_of(other)).status_code == 404


class TestBoard:
    def test_it_shows_what_runs_waits_failed_and_is_done(self, work, kind):
        client, _ = client_of(Role.ANALYST)
        kind("break", lambda context: str(1 / 0), label="Break things", queue="fast")
        for name in ("work", "break", "work", "work"):
            services.enqueue(name)
        services.run_waiting(most=2)
        ledger.beat(ledger.claim(Queue.FAST), progress=0.4, sentence="Reading line 4 of 10.")

        board = client.get(reverse("jobs:board")).context["board"]

        assert [job.sentence for job in board.running] == ["Reading line 4 of 10."]
        assert [job.kind for job in board.failed] == ["break"]
        assert [job.sentence for job in board.finished] == ["Wrote <b>2</b> rows."]
        assert board.waiting_in_all == len(board.waiting) == 1

    def test_htmx_gets_the_inner_part_which_asks_again_soon_while_work_moves(self, work):
        client, _ = client_of(Role.ANALYST)
        resting = client.get(reverse("jobs:board"), headers={"HX-Request": "true"}).content.decode()
        services.enqueue("work")
        moving = client.get(reverse("jobs:board"), headers={"HX-Request": "true"}).content.decode()

        assert "<html" not in moving
        assert 'hx-trigger="every 10s"' in resting
        assert 'hx-trigger="every 2s"' in moving
        assert "<c-" not in moving

    def test_an_empty_board_says_where_jobs_come_from(self):
        client, _ = client_of(Role.MARKETER)

        assert "No jobs yet" in client.get(reverse("jobs:board")).content.decode()

    def test_it_warns_when_work_waits_for_a_worker_that_is_not_there(self, work):
        client, _ = client_of(Role.ANALYST)
        services.enqueue("work")

        assert "No worker of the fast queue" in client.get(reverse("jobs:board")).content.decode()
        services.worker_lives(name="fast@here", queues=["fast"])
        assert "No worker of the" not in client.get(reverse("jobs:board")).content.decode()

    def test_a_board_member_sees_only_the_own_jobs_and_no_buttons(self, work):
        client, user = client_of(Role.BOARD)
        own = services.enqueue("work", by=user)
        services.enqueue("work")

        answer = client.get(reverse("jobs:board"))

        assert [job.pk for job in answer.context["board"].waiting] == [own.pk]
        assert reverse("jobs:cancel", args=[own.pk]) not in answer.content.decode()

    def test_it_costs_the_same_few_queries_with_many_jobs(self, work, django_assert_max_num_queries):
        client, user = client_of(Role.ANALYST)
        for _ in range(120):
            services.enqueue("work", by=user)
        services.run_waiting(most=60)

        with django_assert_max_num_queries(12):
            client.get(reverse("jobs:board"))


class TestChanges:
    def test_an_analyst_cancels_a_waiting_job_and_lets_it_wait_again(self, work):
        client, _ = client_of(Role.ANALYST)
        job = services.enqueue("work")

        page = client.post(reverse("jobs:cancel", args=[job.pk]), follow=True)
        job.refresh_from_db()
        assert job.state == "cancelled"
        assert "Cancelled; nothing was changed." in page.content.decode()

        client.post(reverse("jobs:retry", args=[job.pk]))
        job.refresh_from_db()
        assert job.state == "waiting"

    def test_what_is_done_cannot_be_cancelled_and_the_page_says_so(self, work):
        client, _ = client_of(Role.ADMINISTRATOR)
        job = services.enqueue("work")
        services.run_waiting()

        page = client.post(reverse("jobs:cancel", args=[job.pk]), follow=True)

        assert "The job is done already." in page.content.decode()

    def test_a_marketer_may_look_but_not_cancel(self, work):
        client, _ = client_of(Role.MARKETER)
        job = services.enqueue("work")

        assert client.post(reverse("jobs:cancel", args=[job.pk])).status_code == 403
