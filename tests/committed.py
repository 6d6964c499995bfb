"""A small world for all tests of a module or folder that only read it: the engine needs rows that are committed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection


@contextmanager
def committed(blocker: Any, folder: Path, make: Callable[[], Any], *, tables: Sequence[str]) -> Iterator[Any]:
    """What `make` makes, with its facts in `folder`; in the end the tables are emptied, with all that hangs on them."""
    places = settings.PLACES
    with blocker.unblock():
        settings.PLACES = type(places)(data=folder)
        try:
            yield make()
        finally:
            settings.PLACES = places
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
