"""A small world for all tests of a module or folder that only read it: the engine needs rows that are committed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from campaigns.models import Channel


@contextmanager
def committed(
    blocker: Any, folder: Path, make: Callable[[], Any], *, tables: Sequence[str], channels: Sequence[str]
) -> Iterator[Any]:
    """What `make` makes, with its facts in `folder`; in the end the tables are emptied, with all that hangs on them.

    `channels` are those that it adds to the ones that every installation has.
    """
    places = settings.PLACES
    with blocker.unblock():
        settings.PLACES = type(places)(data=folder)
        try:
            yield make()
        finally:
            settings.PLACES = places
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            Channel.objects.filter(name__in=channels).delete()
