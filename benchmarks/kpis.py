"""What the whole catalogue costs: 24 months × 20 scopes, alone and by channel, on 1M touches and 100,000 opportunities.

python benchmarks/kpis.py
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
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


def main() -> None:
    embedded.ensure_servers()
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        timed("filling the tables", fill)
        measure()
    finally:
        runner.teardown_databases(databases)


def fill() -> None:
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement)


def measure() -> None:
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
    alone = timed("in every month and scope", lambda: selectors.values(wanted, ask, credits=credits))
    split = replace(ask, by="channel")
    parts = timed("the same by channel", lambda: selectors.values(wanted, split, credits=credits))
    print(f"{len(alone):,} + {len(parts):,} values, {sum(one.answer.value is not None for one in parts):,} not empty")
    timed("a recompute's run, written: scopes, and channels of the whole", lambda: services.measure_all(
        windows, now=NOW, scopes=scopes, breakdowns=("channel",)
    ))  # fmt: skip
    timed("newest day of all facts", lambda: newest_facts(NOW.date()))


def timed(what: str, call: Callable[[], object]):
    wall, processor = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        found = call()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what}: {time.perf_counter() - wall:.1f} s, of these {time.process_time() - processor:.1f} s in Python, "
        f"{len(queries)} queries, peak {peak:.0f} MiB",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
