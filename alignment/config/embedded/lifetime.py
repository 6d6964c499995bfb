"""Start the embedded servers when the first process needs them, stop them when the last one leaves.

Every process that uses them holds a shared lock on one file; the kernel gives the lock back however the process
dies. Whoever leaves tries to take the lock for itself: if that succeeds, nobody else is there.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alignment.config.embedded import postgres, valkey
from alignment.config.embedded.places import Places

_held: dict[Path, tuple[int, int]] = {}


def server_urls(places: Places | None = None) -> tuple[str, str]:
    """Addresses of the database and of Redis: those named by the environment, ours otherwise. Starts nothing."""
    places = places or Places.here()
    return (
        os.environ.get("DATABASE_URL") or postgres.url(places),
        os.environ.get("REDIS_URL") or valkey.url(places),
    )


def ensure_servers(places: Places | None = None) -> None:
    """Have the servers running that no environment variable replaces, until this process ends."""
    places = places or Places.here()
    wanted = [s for name, s in (("DATABASE_URL", postgres), ("REDIS_URL", valkey)) if not os.environ.get(name)]
    if not wanted or places.use_lock in _held:
        return
    places.make_folders()
    with _exclusively(places.start_lock):
        handle = os.open(places.use_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH)
        _held[places.use_lock] = (handle, os.getpid())
        for server in wanted:
            server.start(places)
    atexit.register(_leave, places)


def stop_servers(places: Places | None = None) -> None:
    """Stop both servers now, whoever uses them."""
    places = places or Places.here()
    with _exclusively(places.start_lock):
        valkey.stop(places)
        postgres.stop(places)


def _leave(places: Places) -> None:
    handle, owner = _held.get(places.use_lock, (0, 0))
    if owner != os.getpid():  # a forked child leaves without switching off its parent's lights
        return
    del _held[places.use_lock]
    with _exclusively(places.start_lock):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        valkey.stop(places)
        postgres.stop(places)


@contextmanager
def _exclusively(path: Path) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
