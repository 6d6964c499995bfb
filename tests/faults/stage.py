"""Real processes to kill: a Valkey of its own, workers, a clock and a web server on the test database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from alignment.config.embedded import Places, valkey
from tests.ports import free_port

BACKGROUND = (sys.executable, "-m", "alignment.config.background")
WEB = (sys.executable, "-m", "gunicorn", "--config", "python:alignment.config.gunicorn")
PATIENCE = 90.0  # seconds until something that must happen is said not to have happened


@dataclass
class Broker:
    """A Valkey server that tests may kill, freeze and start again."""

    places: Places

    @property
    def url(self) -> str:
        return valkey.url(self.places)

    def start(self) -> None:
        valkey.start(self.places)

    def kill(self) -> None:
        pid = self.signal(signal.SIGKILL)
        until(lambda: not Path(f"/proc/{pid}/fd").exists() or _is_zombie(pid))

    def signal(self, number: signal.Signals) -> int:
        pid = int((self.places.cache / "valkey.pid").read_text())
        os.kill(pid, number)
        return pid

    def clear_away(self) -> None:
        with suppress(ProcessLookupError):  # a test has killed it
            self.signal(signal.SIGCONT)
        valkey.stop(self.places)
        shutil.rmtree(self.places.cache.parent if self.places.as_root else self.places.data, ignore_errors=True)


@dataclass
class Stage:
    """Starts processes that share the test database and one broker."""

    broker: Broker
    folder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def diary(self) -> Path:
        return self.folder / "diary"

    def worker(self, *queues: str, jobs: int = 1) -> subprocess.Popen[bytes]:
        return self._start(
            [*BACKGROUND, "worker", *queues, "--jobs", str(jobs), "--name", f"worker{len(self.started)}"]
        )

    def beat(self) -> subprocess.Popen[bytes]:
        return self._start([*BACKGROUND, "beat"])

    def web(self) -> str:
        """Start the web server; its address."""
        self.port = free_port()
        self._start(WEB)
        until(lambda: listens(self.port))
        return f"http://127.0.0.1:{self.port}"

    def end(self) -> None:
        for process in reversed(self.started):
            kill_group(process)

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "FAULTS_DATABASE": str(connection.settings_dict["NAME"]),
            "FAULTS_DIARY": str(self.diary),
            "REDIS_URL": self.broker.url,
            "PORT": str(self.port or 1),
            "LOG_LEVEL": "INFO",
        }
        log = self.folder / f"{len(self.started)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, env={**os.environ, **own}, stdout=output, stderr=output, start_new_session=True
            )
        self.started.append(process)
        return process


def until(happened: Callable[[], object]) -> None:
    """Wait for something that must happen."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of a process and all its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
