"""One file that holds everything worth keeping: the database, the uploaded files and the secret key."""

import fcntl
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from alignment.config.embedded import postgres

DATABASE, FILES, SECRET = "database.dump", "files", "secret-key"


class CannotBackUp(Exception):
    """A sentence: why no backup was made, or why none was restored."""


def save(file: Path) -> None:
    """Write the backup, readable by its owner alone; a half-written one never stands under its name."""
    with _folder_beside(file) as work:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={work / DATABASE}")
        partial = work / "backup.tar"
        with tarfile.open(partial, "w") as archive:
            for name, path in _kept(database=work / DATABASE).items():
                if path.exists():
                    archive.add(path, arcname=name)
        partial.chmod(0o600)
        partial.replace(file)


def restore(file: Path) -> None:
    """Put back database and files as they were; the database in one transaction. Raises CannotBackUp."""
    _refuse_while_running()
    connections.close_all()
    with _folder_beside(settings.PLACES.data / FILES) as work:
        try:
            with tarfile.open(file) as archive:
                archive.extractall(work, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise CannotBackUp(f"{file} is not a backup that can be read: {error}") from error
        if not (work / DATABASE).exists():
            raise CannotBackUp(f"{file} holds no database; it is not a backup of Sightline.")
        arguments = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
        _postgres("pg_restore", *arguments, f"--dbname={_database()['NAME']}", str(work / DATABASE))
        for name, path in _kept(database=work / DATABASE).items():
            if name != DATABASE and (work / name).exists():
                _replace(path, by=work / name)


def _kept(*, database: Path) -> dict[str, Path]:
    return {DATABASE: database, FILES: Path(settings.MEDIA_ROOT), SECRET: settings.PLACES.data / SECRET}


def _replace(old: Path, *, by: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    by.replace(old)


def _postgres(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if settings.ENVIRONMENT.database_url is None:
        found = str(postgres.programs(settings.PLACES) / program)
    if found is None:
        raise CannotBackUp(f"{program} is not installed here; run it where PostgreSQL is, see docs/operating.md.")
    database = _database()
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    own = {variable: str(database[name]) for name, variable in names.items() if database.get(name)}
    done = subprocess.run([found, *arguments], env={**os.environ, **own}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBackUp(f"{program} failed: {done.stderr.strip()[-500:]}")


def _database() -> dict[str, object]:
    return connections["default"].settings_dict


def _refuse_while_running() -> None:
    lock = settings.PLACES.data / "running.lock"
    if not lock.exists():
        return
    with lock.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotBackUp("Sightline is running in this folder; stop it before you restore.") from None


@contextmanager
def _folder_beside(file: Path) -> Iterator[Path]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".backup-", dir=file.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work)
