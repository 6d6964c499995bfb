"""Valkey killed and frozen: no job is lost or done twice, and no page waits for it."""

import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest
from django.db import connection

from alignment.config.cache import LEFT_ALONE_FOR
from jobs.broker import REST_AFTER_FAILURE
from jobs.models import Job, State
from tests.faults.stage import until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

LONGEST_WAIT = 3.0  # seconds: what people are promised


class Visitor:
    """Uses the web server as a browser does and remembers the longest wait."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.longest = 0.0
        self.answers: set[int] = set()
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, **form: str) -> None:
        began = time.monotonic()
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self.opener.open(f"{self.address}{path}", data=data, timeout=30) as answer:
                self.answers.add(answer.status)
        except urllib.error.HTTPError as refusal:
            self.answers.add(refusal.code)
        self.longest = max(self.longest, time.monotonic() - began)

    def enqueue(self, times: int) -> None:
        """Ask for jobs and try a wrong password between them: broker and cache are both needed."""
        for _ in range(times):
            self.ask("/enqueue", please="1")
            self.ask("/account/login/")
            token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
            self.ask("/account/login/", login="a@example.com", password="wrong", csrfmiddlewaretoken=str(token))


def test_sixty_jobs_survive_a_killed_and_a_frozen_broker_and_no_page_waits(stage, broker):
    visitor = Visitor(stage.web())
    stage.worker("fast", jobs=2)
    stage.beat()
    visitor.enqueue(15)
    broker.kill()
    visitor.enqueue(15)
    broker.start()
    time.sleep(max(LEFT_ALONE_FOR, REST_AFTER_FAILURE))  # so that the frozen server is asked, and not left alone
    visitor.enqueue(5)
    broker.signal(signal.SIGSTOP)
    visitor.enqueue(20)
    time.sleep(6)  # beyond the 5 s after which workers and the clock give a connection up
    broker.signal(signal.SIGCONT)
    visitor.enqueue(5)

    until(lambda: Job.objects.filter(state=State.SUCCEEDED).count() == 60)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT job) FROM demonstration_effect")
        assert cursor.fetchone() == (60, 60)
    assert visitor.answers <= {200, 429}  # too many wrong passwords are refused, as always
    assert visitor.longest < LONGEST_WAIT
