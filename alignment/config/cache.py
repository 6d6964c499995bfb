"""A cache that outlives its server: while Redis is away, each process remembers for itself."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

LEFT_ALONE_FOR = 10.0  # seconds before Redis is asked again: a frozen one costs its timeout only once
GUARDED = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")


class SturdyCache(RedisCache):
    """Redis, or this process's memory when Redis does not answer. Limits then count per process, but they count."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache(f"instead of {server}", {})
        self._away_until = 0.0

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        return self._guarded(name, method) if name in GUARDED else method

    def _guarded(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            if time.monotonic() >= self._away_until:
                try:
                    return method(*arguments, **keywords)
                except (RedisError, OSError) as error:
                    self._away_until = time.monotonic() + LEFT_ALONE_FOR
                    structlog.get_logger("sightline").warning("redis unreachable", error=str(error)[:200])
            return getattr(self._memory, name)(*arguments, **keywords)

        return call
