"""Memory of the whole embedded stack at rest: `python -m benchmarks.idle_memory`. Exits 1 past its limit.

Starts what `make run` starts on a fresh data folder, opens a page, lets it rest, and adds up the proportional set
size of every process: memory that several share is counted once.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from alignment.config.embedded import Places

LIMIT = 700.0  # MiB
RESTS_FOR = 30.0  # seconds


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="sl-"))
    places = Places(data=(folder / "data").resolve())
    try:
        with _running(places) as parts:
            time.sleep(RESTS_FOR)
            sizes = {name: sum(map(_proportional_size, _family(pid))) for name, pid in parts.items()}
            sizes["make run itself"] -= sum(sizes[_name(pid)] for pid in _children(parts["make run itself"]))
    finally:
        shutil.rmtree(places.cluster.parent if places.as_root else folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    for name, size in sizes.items():
        print(f"| {name} | {size:.0f} |")
    print(f"| all | {sum(sizes.values()):.0f} | limit {LIMIT:.0f}")
    return int(sum(sizes.values()) > LIMIT)


@contextmanager
def _running(places: Places) -> Iterator[Mapping[str, int]]:
    """All parts by name with the id of the process that leads them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {**os.environ, "SIGHTLINE_DATA": str(places.data), "PORT": str(port)}
    command = [sys.executable, "-m", "alignment.config.run"]
    whole = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
    try:
        assert whole.stdout is not None
        while "is running at" not in (line := whole.stdout.readline()):
            assert line, "It did not start."
        urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=30).close()
        leaders = {
            "PostgreSQL": int((places.cluster / "postmaster.pid").read_text().split()[0]),
            "Valkey": int((places.cache / "valkey.pid").read_text()),
        }
        leaders |= {_name(pid): pid for pid in _children(whole.pid)}
        yield {"make run itself": whole.pid, **leaders}
    finally:
        whole.terminate()
        whole.wait(60)


def _proportional_size(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from _family(child)


def _children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _words(task / "children")]


def _words(file: Path) -> list[str]:
    return file.read_text().split()


def _name(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    names = {"gunicorn": "web", "worker fast": "worker fast", "worker heavy": "worker heavy", "beat": "beat"}
    return next(name for part, name in names.items() if part in command)


if __name__ == "__main__":
    sys.exit(main())
