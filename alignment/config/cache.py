"""A cache that outlives its server: while Redis is away, each process remembers for itself."""

import threading
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

LEFT_ALONE_FOR = 10.0  # seconds before Redis is asked again: a frozen one costs its timeout once, not per request
MOST_REMEMBERED = 100_000  # so that nobody pushes the counters of log-in attempts out by asking a lot


class SturdyCache(RedisCache):
    """Redis, or this process's memory when Redis does not answer. Limits then count per process, but they count."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _SturdyClient


class _Breaker:
    """Whether Redis is worth asking; shared by all threads of the process, since each has a cache of its own."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._away_until = 0.0

    def lets_through(self) -> bool:
        """False while Redis is left alone; then one caller tries it and the others go on without."""
        with self._turn:
            now = time.monotonic()
            if now < self._away_until:
                return False
            if self._away_until:
                self._away_until = now + LEFT_ALONE_FOR
            return True

    def answered(self) -> None:
        self._away_until = 0.0

    def failed(self, error: Exception) -> None:
        self._away_until = time.monotonic() + LEFT_ALONE_FOR
        structlog.get_logger("sightline").warning("redis unreachable", error=str(error)[:200])


_breaker = _Breaker()


class _SturdyClient:
    """What Django's Redis cache talks to; every operation has its twin in memory."""

    def __init__(self, servers: Sequence[str], **options: Any) -> None:
        self._redis = RedisCacheClient(servers, **options)
        self._memory = LocMemCache("while redis is away", {"OPTIONS": {"MAX_ENTRIES": MOST_REMEMBERED}})

    def __getattr__(self, operation: str) -> Any:
        return partial(self._do, operation)

    def _do(self, operation: str, *arguments: Any) -> Any:
        if _breaker.lets_through():
            try:
                answer = getattr(self._redis, operation)(*arguments)
            except (RedisError, OSError) as error:
                _breaker.failed(error)
            else:
                _breaker.answered()
                return answer
        return getattr(self._memory, operation)(*arguments)
