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
        assert 'value="0.250"' in page
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
