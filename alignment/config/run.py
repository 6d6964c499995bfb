"""`make run`: the whole of Sightline in one terminal, for one machine.

Starts the embedded servers (unless others are named), brings the database up to date, then keeps the web server, the
workers and the clock running until Ctrl-C.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from alignment.config import embedded, environment
from alignment.config.embedded.places import ServerDidNotStart

PYTHON = sys.executable
BACKGROUND = (PYTHON, "-m", "alignment.config.background")
GIVES_UP_AFTER = 3  # deaths of one process within a minute
READY_WITHIN = 60.0  # seconds


def commands() -> Mapping[str, Sequence[str]]:
    """The command line of every process that Sightline consists of, beside its servers."""
    return {
        "web": [PYTHON, "-m", "gunicorn", "--config", "python:alignment.config.gunicorn"],
        "worker-fast": [*BACKGROUND, "worker", "fast"],
        "worker-heavy": [*BACKGROUND, "worker", "heavy"],
        "beat": [*BACKGROUND, "beat"],
    }


@dataclass(slots=True)
class Process:
    """One running part and when it last died."""

    name: str
    command: Sequence[str]
    log: Path
    running: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=_die_with_parent,
            )  # fmt: skip

    def gave_up(self) -> bool:
        """Restart the part if it died; True when it has died too often to go on."""
        if self.running is None or self.running.poll() is None:
            return False
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < 60] + [now]
        if len(self.deaths) >= GIVES_UP_AFTER:
            return True
        print(f"  {self.name} stopped by itself and is started again; see {self.log}", flush=True)
        self.start()
        return False


def main() -> int:
    try:
        settings = environment.read()
        with _only_one(settings) as lock:
            return _run(settings, lock)
    except (environment.BadSetting, ServerDidNotStart, AlreadyRunning, PortInUse, DidNotStart) as error:
        print(f"sightline: {error}", file=sys.stderr)
        return 1


class AlreadyRunning(Exception):
    """Another `make run` has this data folder."""


class PortInUse(Exception):
    """Something else listens on the port."""


class DidNotStart(Exception):
    """A part of Sightline did not come up."""


def _run(settings: environment.Environment, lock: IO[str]) -> int:
    _refuse_taken_port(settings.port)
    address = f"http://127.0.0.1:{settings.port}"
    lock.truncate(0)
    lock.write(address)
    lock.flush()
    first_time = not (settings.places.data / "static").exists()
    print(
        "Preparing Sightline, this takes a moment the first time …" if first_time else "Starting Sightline …",
        flush=True,
    )
    logs = settings.places.data / "logs"
    parts = [Process(name, command, logs / f"{name}.log") for name, command in commands().items()]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start what runs behind them with it ignored
    try:
        embedded.ensure_servers(settings.places)
        _prepare()
        logs.mkdir(mode=0o700, exist_ok=True)
        for part in parts:
            part.start()
        _wait_until_ready(address, parts)
        print(f"\n  Sightline is running at {address}\n  Logs: {logs}   Stop it with Ctrl-C.\n", flush=True)
        return _watch(parts)
    except (KeyboardInterrupt, SystemExit):
        print("\nStopping …", flush=True)
        return 0
    finally:
        _stop(parts)


def _watch(parts: Sequence[Process]) -> int:
    while True:
        for part in parts:
            if part.gave_up():
                tail = part.log.read_text(errors="replace")[-800:]
                raise DidNotStart(f"{part.name} keeps stopping; its log {part.log} ends:\n{tail}")
        time.sleep(0.5)


def _wait_until_ready(address: str, parts: Sequence[Process]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if any(part.gave_up() for part in parts):
            break
        try:
            with urllib.request.urlopen(f"{address}/livez", timeout=2):  # noqa: S310 -- our own address
                return
        except OSError:
            time.sleep(0.1)
    web = parts[0].log
    raise DidNotStart(f"The web server did not answer at {address}; its log {web} ends:\n{web.read_text()[-800:]}")


def _stop(parts: Sequence[Process]) -> None:
    """Ask every part to finish, the clock first; what does not within its time is ended."""
    alive = [part.running for part in reversed(parts) if part.running and part.running.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + 20
    for process in alive:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _prepare() -> None:
    done = subprocess.run([PYTHON, "-m", "alignment.config.prepare"], check=False)
    if done.returncode:
        raise DidNotStart("It could not be prepared; the reason stands above.")


def _refuse_taken_port(port: int) -> None:
    if not _free(port):
        offer = next((p for p in range(port + 1, port + 50) if _free(p)), port + 1)
        raise PortInUse(f"port {port} is in use by another program. Try: make run PORT={offer}")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class _only_one:  # noqa: N801 -- reads as a phrase: with _only_one(settings)
    """Holds the lock of the data folder; the kernel gives it back however this process ends."""

    def __init__(self, settings: environment.Environment) -> None:
        self.path = settings.places.data / "running.lock"

    def __enter__(self) -> IO[str]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.handle = self.path.open("a+")
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.handle.seek(0)
            address = self.handle.read() or "an address it will print in a moment"
            raise AlreadyRunning(f"Sightline is already running in this folder, at {address}.") from None
        return self.handle

    def __exit__(self, *_: object) -> None:
        self.handle.truncate(0)
        self.handle.close()


def _die_with_parent() -> None:
    """On Linux, have the kernel end this child if `make run` itself is killed, so that nothing is left behind."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
    sys.exit(main())
