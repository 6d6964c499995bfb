"""How the system is: /livez says that this process answers, /readyz whether everything it needs does."""

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

Check = Callable[[], str]  # what is wrong, or nothing

ANSWERS_WITHIN = 2.0  # seconds
HEARTBEAT_IS_OLD_AFTER = timedelta(minutes=2)


@login_not_required
@never_cache
@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 with every part "ok", or 503 with a sentence for each part that is not."""
    parts = examine(CHECKS)
    ready = all(not trouble for trouble in parts.values())
    body = {"status": "ready" if ready else "not ready", "parts": {n: t or "ok" for n, t in parts.items()}}
    return JsonResponse(body, status=200 if ready else 503)


def examine(checks: Mapping[str, Check]) -> dict[str, str]:
    """Run all checks at once; one that does not answer in time is reported, and not started again while it hangs."""
    probes = {name: _probe(name, check) for name, check in checks.items()}
    for probe in probes.values():
        probe.thread.join(ANSWERS_WITHIN)
    return {name: probe.answer() for name, probe in probes.items()}


class _Probe:
    """One check in a thread of its own, so that a server that hangs cannot hang the answer."""

    def __init__(self, check: Check) -> None:
        self._outcome: str | None = None
        self.thread = threading.Thread(target=self._run, args=[check], daemon=True)
        self.thread.start()

    def answer(self) -> str:
        return f"does not answer within {ANSWERS_WITHIN:.0f} s" if self._outcome is None else self._outcome

    def _run(self, check: Check) -> None:
        try:
            self._outcome = check()
        except Exception as error:
            reason = str(error).strip().splitlines() or [""]
            self._outcome = f"{type(error).__name__}: {reason[0]}"[:200]
        finally:
            connection.close()


_hanging: dict[str, _Probe] = {}


def _probe(name: str, check: Check) -> _Probe:
    before = _hanging.get(name)
    if before is None or not before.thread.is_alive():
        _hanging[name] = _Probe(check)
    return _hanging[name]


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not count:
        return ""
    return f"{count} migration{'s are' if count > 1 else ' is'} not applied; run manage.py migrate"


def _redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=ANSWERS_WITHIN, socket_connect_timeout=1)
    try:
        client.ping()
    finally:
        client.close()
    return ""


def _workers() -> str:
    """Every queue needs a worker that lives."""
    from jobs.selectors import silent_for

    return "; ".join(filter(None, (_trouble_of(queue, silent_for(queue)) for queue in ("fast", "heavy"))))


def _trouble_of(queue: str, silence: timedelta | None) -> str:
    if silence is None:
        return f"no worker of the queue {queue} was ever seen"
    if silence > HEARTBEAT_IS_OLD_AFTER:
        return f"the worker of the queue {queue} was last heard {silence.total_seconds():.0f} s ago"
    return ""


CHECKS: Mapping[str, Check] = {
    "database": _database,
    "migrations": _migrations,
    "redis": _redis,
    "workers": _workers,
}
