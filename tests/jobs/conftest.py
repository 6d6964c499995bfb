from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.jobs.kinds import temporary_kind


@pytest.fixture
def kind() -> Iterator[Callable[..., None]]:
    """Register a job kind until the test is over: kind("name", handler, queue="fast")."""
    with ExitStack() as stack:
        yield lambda name, handler, **options: stack.enter_context(temporary_kind(name, handler, **options))
