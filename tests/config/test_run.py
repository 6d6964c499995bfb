"""`make run`: starts, says where it is, refuses a second start and a taken port, and leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from alignment.config.embedded import Places
from tests.ports import free_port

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

PROJECT = Path(__file__).resolve().parents[2]
RUN = (sys.executable, "-m", "alignment.config.run")


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that nobody has used; removed afterwards with its cluster."""
    folder = Path(tempfile.mkdtemp(prefix="sl-"))
    yield folder / "data"
    _end_what_is_left()
    places = Places(data=(folder / "data").resolve())
    if places.as_root:
        shutil.rmtree(places.cluster.parent, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


_started: list["subprocess.Popen[str]"] = []


def _end_what_is_left() -> None:
    """Only after a failed test is something left."""
    while _started:
        process = _started.pop()
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def environment(data: Path, port: int) -> dict[str, str]:
    ours = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "SIGHTLINE_POSTGRES_SETTINGS", "LOG_LEVEL")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "SIGHTLINE_DATA": str(data), "PORT": str(port), "DEMO": "0"}


def start(data: Path, port: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        RUN, env=environment(data, port), cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    _started.append(process)
    return process


def read_until(process: "subprocess.Popen[str]", sentence: str) -> str:
    assert process.stdout is not None
    text = ""
    while sentence not in text:
        line = process.stdout.readline()
        assert line, f"It ended after saying: {text}"
        text += line
    return text


def refused(data: Path, port: int) -> str:
    """What a start says that is refused at once."""
    done = subprocess.run(
        RUN, env=environment(data, port), cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    return done.stderr


def processes_of(data: Path) -> list[str]:
    """Command lines of all processes that belong to this data folder."""
    found = []
    places = Places(data=data.resolve())
    marks = (f"SIGHTLINE_DATA={data}".encode(), str(places.cluster).encode(), str(places.sockets).encode())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "environ").read_bytes(), (process / "cmdline").read_bytes()
            state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if state != "Z" and any(mark in part for mark in marks for part in told):
            found.append(told[1].replace(b"\0", b" ").decode())
    return found


def answers(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return int(answer.status)


def end(process: "subprocess.Popen[str]", number: signal.Signals) -> str:
    process.send_signal(number)
    said = process.communicate(timeout=180)[0]
    assert process.returncode == 0
    return said


def test_it_starts_says_where_it_is_and_leaves_nothing_behind(data):
    port = free_port()
    running = start(data, port)
    said = read_until(running, f"Sightline is running at http://127.0.0.1:{port}")

    assert "Administrator" in said
    assert (data / "demo-logins.txt").stat().st_mode & 0o777 == 0o600
    assert answers(port, "/account/login/") == 200
    assert f"already running in this folder, at http://127.0.0.1:{port}." in refused(data, free_port())

    other = start(data.with_name("other"), port)
    offered = other.communicate(timeout=120)[0]
    assert f"port {port} is in use by another program. Try: make run PORT=" in offered

    assert "Stopping" in end(running, signal.SIGINT)
    assert processes_of(data) == []

    again = start(data, port)
    assert "Preparing" not in read_until(again, "is running at")
    deadline = time.monotonic() + 180
    while "heavy@" not in (data / "logs/worker-heavy.log").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    end(again, signal.SIGTERM)
    assert processes_of(data) == []
