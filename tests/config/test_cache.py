import socket
from collections.abc import Iterator

import pytest

from alignment.config import cache
from alignment.config.cache import SturdyCache


@pytest.fixture
def silent(monkeypatch) -> Iterator[socket.socket]:
    """A server that accepts connections and never answers."""
    monkeypatch.setattr(cache, "_breaker", cache._Breaker())
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def cache_at(server: socket.socket) -> SturdyCache:
    return SturdyCache(f"redis://127.0.0.1:{server.getsockname()[1]}/0", {"OPTIONS": {"socket_timeout": 0.2}})


def connections(server: socket.socket) -> int:
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def test_while_its_server_does_not_answer_it_remembers_by_itself(silent):
    here = cache_at(silent)
    here.set("tries", 1)
    here.incr("tries")

    assert here.get("tries") == 2
    assert here.add("tries", 9) is False
    assert here.get_many(["tries", "other"]) == {"tries": 2}
    assert here.delete("tries") is True
    assert here.get("tries", "nothing") == "nothing"


@pytest.mark.parametrize(("left_alone_for", "asked"), [(1000.0, 1), (0.0, 3)])
def test_a_server_that_failed_is_left_alone_for_a_while(silent, monkeypatch, left_alone_for, asked):
    monkeypatch.setattr(cache, "LEFT_ALONE_FOR", left_alone_for)
    here = cache_at(silent)

    for _ in range(3):
        here.get("anything")

    assert connections(silent) == asked
