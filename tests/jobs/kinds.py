"""Job kinds that only tests know."""

from collections.abc import Iterator
from contextlib import contextmanager

from jobs import registry


@contextmanager
def temporary_kind(name: str, handler: registry.Handler, **options: object) -> Iterator[None]:
    """A job kind for the length of a test."""
    registry.job_kind(name, **{"label": f"Test {name}", **options})(handler)
    try:
        yield
    finally:
        del registry._kinds[name]
