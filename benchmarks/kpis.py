"""What the whole catalogue costs: 24 months × 20 scopes, alone and by channel, on 1M touches and 100,000 opportunities.

python benchmarks/kpis.py

Beside it, in the same run, COPY of the touches and opportunities into plain tables (what psql's \\copy does).
"""

import atexit
import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment  # noqa: E402

from alignment.config import embedded  # noqa: E402

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
SEGMENTS = ("Retail", "Care", "Industry", "Public", "Energy")
REGIONS = ("North", "South", "East", "West")
FILL = (Path(__file__).parent / "kpis.sql").read_text(encoding="utf-8")
FACTS = ("crm_touchpoint", "crm_opportunity")
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    embedded.ensure_servers()
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    print(f"{time.strftime('%Y-%m-%d', time.gmtime())} · {platform.machine()} · {os.cpu_count()} processors")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        timed("filling the tables", fill)
        copied = timed("COPY of the touches and opportunities into plain tables", copy, before=export)
        run = measure()
        print(f"A recompute's run over COPY of its facts: {run / copied:.1f} times")
    finally:
        runner.teardown_databases(databases)


def fill() -> None:
    """Rows are right by how they are made: neither keys nor dirty months are looked at for each."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


def export() -> None:
    with connection.cursor() as cursor:
        for table in FACTS:
            cursor.execute(f"CREATE TABLE plain_{table} (LIKE {table})")
            with (_folder() / table).open("wb") as file:
                cursor.cursor.copy_expert(f"COPY {table} TO STDOUT (FORMAT csv)", file)


def copy() -> None:
    with connection.cursor() as cursor:
        for table in FACTS:
            with (_folder() / table).open("rb") as file:
                cursor.cursor.copy_expert(f"COPY plain_{table} FROM STDIN (FORMAT csv)", file)


def measure() -> float:
    """Seconds of a recompute's run."""
    from kpis import selectors, services
    from kpis.selectors.freshness import newest_facts
    from organisation.core.calendar import add_months, month
    from organisation.core.scope import Scope

    services.ship_catalogue(now=NOW)
    windows = tuple(month(add_months(NOW.date(), -back)) for back in range(24))
    scopes = tuple(Scope(segment=(one,), region=(other,)) for one in SEGMENTS for other in REGIONS)
    credits, _ = selectors.newest_credit()
    wanted = selectors.current_definitions()
    ask = selectors.Ask(windows, scopes, NOW)
    print(f"{len(wanted)} KPIs, {len(windows)} months, {len(scopes)} scopes")
    took = timed(
        "a recompute's run, written: months × scopes, and months × channels",
        lambda: services.measure_all(windows, now=NOW, scopes=scopes, breakdowns=("channel",)),
    )
    timed("every month and scope, not written", lambda: services.measured(wanted, ask, credits=credits))
    split = replace(ask, by="channel")
    timed("every month, scope and channel, not written", lambda: services.measured(wanted, split, credits=credits))
    timed("newest day of all facts", lambda: newest_facts(NOW.date()))
    return took


def timed(what: str, call: Callable[[], object], *, before: Callable[[], object] | None = None) -> float:
    """Print what a call costs in seconds, of the clock, of Python's and of PostgreSQL's processor; the clock's."""
    if before:
        before()
    wall, python, server = time.perf_counter(), time.process_time(), _server_seconds()
    with CaptureQueriesContext(connection) as queries:
        call()
    took, peak = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what}: {took:.1f} s; processor: {time.process_time() - python:.1f} s Python, "
        f"{_server_seconds() - server:.1f} s PostgreSQL; {len(queries)} queries; peak {peak:.0f} MiB; "
        f"load {os.getloadavg()[0]:.0f}",
        flush=True,
    )
    return took


def _server_seconds() -> float:
    """Processor seconds of the PostgreSQL process that serves this connection; it runs on this machine."""
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text(encoding="ascii").rsplit(")")[1]
    return sum(int(ticks) for ticks in stat.split()[11:13]) / TICKS


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="sightline-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


if __name__ == "__main__":
    main()
