"""The database goes away and comes back; Sightline says so and never hangs."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from alignment.config.embedded import Places, postgres
from tests.faults.stage import WEB, Broker, kill_group, listens, until
from tests.ports import free_port

pytestmark = [pytest.mark.faults]

SOON = 10  # seconds in which every page must have answered, whatever it answers


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: str
    body: str


@dataclass
class House:
    """A web server with a database of its own, which tests may stop and freeze."""

    places: Places
    address: str

    def ask(self, path: str) -> Answer:
        try:
            with urllib.request.urlopen(self.address + path, timeout=SOON) as answer:  # noqa: S310 -- our own server
                return Answer(answer.status, answer.headers["Content-Type"], answer.read().decode())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.headers["Content-Type"], answer.read().decode())

    def part(self, name: str) -> str:
        return json.loads(self.ask("/readyz").body)["parts"][name]

    def signal_database(self, number: signal.Signals) -> None:
        """To the server and to every process that serves a connection."""
        server = int((self.places.cluster / "postmaster.pid").read_text().split()[0])
        for process in [server, *_children(server)]:
            os.kill(process, number)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    places = Places(data=Path(tempfile.mkdtemp(prefix="sl-")))
    broker = Broker(places)
    broker.start()
    postgres.start(places)
    port = free_port()
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "SIGHTLINE_DATA": str(places.data), "PORT": str(port),
        "DATABASE_URL": postgres.url(places), "REDIS_URL": broker.url,
    }  # fmt: skip
    environment = {**os.environ, **own}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=True)
    log = (places.data / "web.log").open("wb")
    web = subprocess.Popen(WEB, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        until(lambda: listens(port))
        yield House(places, f"http://127.0.0.1:{port}")
    finally:
        kill_group(web)
        postgres.stop(places)
        broker.clear_away()


def test_while_the_database_is_stopped_every_page_says_so(house):
    assert house.ask("/account/login/").status == 200
    assert house.part("database") == "ok"

    postgres.stop(house.places)
    page, problem = house.ask("/account/login/"), house.ask("/api/v1/schema/")

    assert page.status == 503
    assert "The database cannot be reached" in page.body
    assert house.ask("/livez").status == 200
    assert house.ask("/readyz").status == 503
    assert house.part("database") != "ok"
    assert house.part("redis") == "ok"
    assert problem.status in {401, 503}
    assert problem.kind == "application/problem+json"

    postgres.start(house.places)
    assert house.ask("/account/login/").status == 200
    assert house.part("database") == "ok"


def test_a_frozen_database_does_not_hang_the_question_how_the_system_is(house):
    house.signal_database(signal.SIGSTOP)
    try:
        assert house.part("database") != "ok"
        assert house.part("migrations") != "ok"
        assert house.part("redis") == "ok"
        assert house.ask("/livez").status == 200
    finally:
        house.signal_database(signal.SIGCONT)

    until(lambda: house.part("database") == "ok")


def test_while_redis_is_away_pages_answer_and_readyz_names_it(house):
    broker = Broker(house.places)
    broker.kill()
    try:
        assert house.ask("/account/login/").status == 200
        assert "redis" in house.ask("/readyz").body
        assert house.part("redis") != "ok"
    finally:
        broker.start()

    until(lambda: house.part("redis") == "ok")


def _children(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
