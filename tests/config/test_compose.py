"""docker-compose.yml: what it sets is read, what it starts does start, and no part has more power than it needs."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from alignment.config.embedded import server_urls
from alignment.config.environment import VARIABLES
from kpis.models import Definition
from tests.config.compose import OURS, PROJECT, THEIRS, Service, asked_of_the_operator, services
from tests.ports import free_port

GIVEN = {
    "SIGHTLINE_URL": "https://sightline.example.com",
    "ALLOWED_HOSTS": "sightline.example.com",
    "SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "POSTGRES_PASSWORD": "4f9d0c7b2a6e8f10",
    "VALKEY_PASSWORD": "9a3b5c7d1e2f4a60",
}
READ_BY_IMAGES = {
    "postgres": {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"},
    "valkey": {"REDISCLI_AUTH"},
}
PATIENCE = 90.0  # seconds


class TestWhatItSays:
    def test_it_has_all_parts_and_only_images_of_others(self):
        parts = services(GIVEN)

        assert set(parts) == {*OURS, *THEIRS}
        assert all(parts[name].said["build"] == "." for name in OURS)

    def test_every_variable_it_sets_is_one_that_is_read(self):
        for name, service in services(GIVEN).items():
            assert set(service.environment) <= READ_BY_IMAGES.get(name, set(VARIABLES)), name

    def test_it_asks_the_operator_for_every_secret_and_has_none_itself(self):
        asked = asked_of_the_operator()

        assert {name for name, required in asked.items() if required} == set(GIVEN)
        assert set(asked) <= {*VARIABLES, "POSTGRES_PASSWORD", "VALKEY_PASSWORD"}

    @pytest.mark.parametrize("name", [*OURS, *THEIRS])
    def test_no_part_has_more_power_than_it_needs(self, name):
        said = services(GIVEN)[name].said

        assert said["read_only"] is True
        assert said["cap_drop"] == ["ALL"]
        assert said["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in said
        assert name in OURS or said["user"] == name
        assert said["restart"] == "no" or said["healthcheck"]

    def test_the_image_runs_as_a_user_of_its_own_from_a_hashed_lock(self):
        said = (PROJECT / "Dockerfile").read_text()

        assert "\nUSER sightline\n" in said
        assert "--require-hashes" in said
        assert "collectstatic" in said.split("USER sightline")[0]

    def test_the_broker_keeps_an_append_only_file(self):
        command = " ".join(services(GIVEN)["valkey"].command)

        assert "--appendonly yes --appendfsync everysec" in command
        assert "--maxmemory-policy noeviction" in command

    def test_nothing_but_the_web_server_is_published_and_that_on_the_loopback_only(self):
        published = {name: said for name, s in services(GIVEN).items() if (said := s.said.get("ports"))}

        assert published == {"web": ["127.0.0.1:8000:8000"]}


@pytest.fixture
def machine(transactional_db: None, tmp_path: Path) -> Iterator["Machine"]:
    built = Machine(tmp_path)
    yield built
    built.stop()


class Machine:
    """Runs the services' own command lines here, on the embedded servers and the test database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.port = free_port()
        database = connection.settings_dict
        host = f"?host={quote(str(database['HOST']), safe='')}"
        self.here = {
            "DATABASE_URL": f"postgres://{database['USER']}:not-needed-over-a-socket@/{database['NAME']}{host}",
            "REDIS_URL": server_urls(settings.PLACES)[1],
            "SIGHTLINE_DATA": str(folder / "data"),
            "SIGHTLINE_STATIC": str(folder / "static"),
            "PORT": str(self.port),
            "PATH": os.environ["PATH"],
        }

    def run(self, service: Service, command: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
        arguments = self._command(command or service.command)
        return subprocess.run(
            arguments, env=self._environment(service), cwd=PROJECT, capture_output=True, text=True, check=False
        )

    def start(self, service: Service) -> None:
        with (self.folder / f"{service.name}.log").open("wb") as log:
            self.running[service.name] = subprocess.Popen(
                self._command(service.command), env=self._environment(service), cwd=PROJECT, stdout=log, stderr=log
            )

    def until_well(self, service: Service) -> None:
        deadline = time.monotonic() + PATIENCE
        while (probe := self.run(service, service.probe)).returncode:
            assert self.running[service.name].poll() is None, (self.folder / f"{service.name}.log").read_text()
            assert time.monotonic() < deadline, probe.stderr
            time.sleep(0.5)

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 -- our own address
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, ""

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(60)

    def _environment(self, service: Service) -> dict[str, str]:
        return {**service.environment, **self.here}

    @staticmethod
    def _command(command: tuple[str, ...]) -> list[str]:
        assert command[0] == "python"
        return [sys.executable, *command[1:]]


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_the_very_command_lines_it_lists_start_and_become_healthy(machine):
    parts = services(GIVEN)
    collected = machine.run(parts["migrate"], ("python", "manage.py", "collectstatic", "--no-input"))
    assert collected.returncode == 0, collected.stderr
    migrated = machine.run(parts["migrate"])
    assert migrated.returncode == 0, migrated.stderr
    assert machine.run(parts["catalogue"]).returncode == 0
    assert Definition.objects.filter(key="win_rate", is_current=True).exists()

    for name in ("web", "worker-fast", "worker-heavy", "beat"):
        machine.start(parts[name])
    for name in ("web", "worker-fast", "worker-heavy", "beat"):
        machine.until_well(parts[name])

    by_proxy = {"Host": "sightline.example.com", "X-Forwarded-Proto": "https"}
    status, page = machine.ask("/account/login/", **by_proxy)
    assert status == 200
    style = next(part.split('"')[0] for part in page.split('href="') if "css/base" in part)
    assert machine.ask(style, **by_proxy)[0] == 200
    assert machine.ask("/readyz", **by_proxy)[0] == 200
    assert machine.ask("/account/login/", **{**by_proxy, "Host": "elsewhere.example.com"})[0] == 400


@pytest.mark.faults
def test_production_refuses_weak_settings_with_the_name_of_the_variable(tmp_path):
    web = services(GIVEN)["web"]
    for name, weak in {"SECRET_KEY": "short", "ALLOWED_HOSTS": "*", "SIGHTLINE_URL": "http://plain"}.items():
        environment = {**web.environment, "SIGHTLINE_DATA": str(tmp_path), "PATH": os.environ["PATH"], name: weak}
        command = [sys.executable, "manage.py", "check", "--deploy"]
        done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)

        assert done.returncode == 1
        assert done.stderr.startswith(f"sightline: {name} ")
