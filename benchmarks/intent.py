"""What the pages of the intent cost with 1,000 objectives and 2,000 campaigns, in twelve cycles or in a single one.

python benchmarks/intent.py
"""

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from alignment.config import embedded  # noqa: E402

OBJECTIVES, KEY_RESULTS_EACH, CHECK_INS_EACH = 1_000, 5, 12
CAMPAIGNS, LINKED = 2_000, 0.7
PAGES = (
    "/objectives/?cycle={}",
    "/objectives/map/?cycle={}",
    "/owed/check-ins/",
    "/desk/?cycle={}",
    "/plan/?cycle={}",
    "/plan/calendar/?cycle={}",
)


def main() -> None:
    embedded.ensure_servers()
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        client = Client()
        client.force_login(reader())
        for cycles in (12, 1):
            cycle = fill(cycles)
            results = OBJECTIVES * KEY_RESULTS_EACH
            print(f"{OBJECTIVES} objectives, {results} key results, {CAMPAIGNS} campaigns, {cycles} cycles")
            for page in PAGES:
                show(client, page.format(cycle))
    finally:
        runner.teardown_databases(databases)


def reader():
    from people.models import Role, User

    return User.objects.get_or_create(email="ada@example.org", defaults={"name": "Ada", "role": Role.EXECUTIVE})[0]


def fill(cycles: int) -> int:
    """Empty the tables and fill them; returns the cycle to look at, the only one that is running."""
    from campaigns.models import BudgetEntry, Campaign, SpendEntry
    from okrs.models import BusinessObjective, Cycle, KeyResult, Objective

    for model in (SpendEntry, BudgetEntry, Campaign, Objective, Cycle, BusinessObjective):
        model.objects.all().delete()
    rows = make_cycles(cycles)
    goals = BusinessObjective.objects.bulk_create(
        BusinessObjective(name=f"Goal {n}", category="revenue", weight=n + 1) for n in range(10)
    )
    objectives = Objective.objects.bulk_create(
        Objective(
            cycle=rows[n % cycles],
            name=f"Objective {n}",
            business_objective=goals[n % 10],
            state="active",
            owner=reader(),
        )
        for n in range(OBJECTIVES)
    )
    results = KeyResult.objects.bulk_create(
        KeyResult(objective=row, name=f"Key result {n}", baseline=0, target=100, unit="leads", owner=reader())
        for row in objectives
        for n in range(KEY_RESULTS_EACH)
    )
    check_in_all(results, starts_on=rows[0].starts_on)
    run_campaigns(rows, objectives)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows[0].pk


def make_cycles(count: int):
    from okrs.models import Cycle

    days = timedelta(days=90)
    starts_on = timezone.now().date().replace(day=1) - timedelta(days=60)
    return Cycle.objects.bulk_create(
        Cycle(
            name=f"Cycle {n}",
            length="custom",
            starts_on=starts_on - n * days,
            ends_on=starts_on - (n - 1) * days,
            state="draft" if n else "active",
        )
        for n in range(count)
    )


def check_in_all(results, *, starts_on) -> None:
    from okrs.models import CheckIn, Checkpoint

    Checkpoint.objects.bulk_create(
        Checkpoint(key_result=row, due_on=starts_on + timedelta(days=30 * n), expected=33 * n)
        for row in results
        for n in (1, 2)
    )
    made_at = timezone.now()
    CheckIn.objects.bulk_create(
        (
            CheckIn(
                key_result=row,
                day=starts_on + timedelta(days=5 * n),
                value=5 * n + row.pk % 20,
                declared="on_track",
                confidence=7,
                made_at=made_at,
            )
            for row in results
            for n in range(CHECK_INS_EACH)
        ),
        batch_size=5_000,
    )


def run_campaigns(cycles, objectives) -> None:
    """Campaigns of each cycle with a plan and spend by month; most are linked to an objective of theirs."""
    from alignment.models import CampaignLink
    from campaigns.models import BudgetEntry, Campaign, Channel, SpendEntry

    channels = list(Channel.objects.all())
    made = Campaign.objects.bulk_create(
        Campaign(
            name=f"Campaign {n} of {objectives[n // 2].name.lower()}",
            channel=channels[n % len(channels)],
            team=f"Team {n % 6}",
            starts_on=cycles[n // 2 % len(cycles)].starts_on,
            ends_on=cycles[n // 2 % len(cycles)].ends_on - timedelta(days=1),
            state="live",
        )
        for n in range(CAMPAIGNS)
    )
    spent_at = [(row, row.starts_on + timedelta(days=30 * n)) for row in made for n in range(3)]
    money = {"source": "benchmark", "currency": "EUR", "amount": 1000, "reported": 1000}
    BudgetEntry.objects.bulk_create(
        BudgetEntry(campaign=row, layer="plan", month=day.replace(day=1), external_id=f"{row.pk} {day}", **money)
        for row, day in spent_at
    )
    SpendEntry.objects.bulk_create(
        SpendEntry(
            campaign=row, spent_on=day, spent_until=day + timedelta(days=1), external_id=f"{row.pk} {day}", **money
        )
        for row, day in spent_at
    )
    CampaignLink.objects.bulk_create(
        CampaignLink(campaign=row, objective=objectives[n // 2], share=1, since=row.starts_on)
        for n, row in enumerate(made)
        if n % 10 < LINKED * 10
    )


def show(client: Client, name: str) -> None:
    client.get(name)
    times = []
    for _ in range(5):
        started = time.process_time()
        response = client.get(name)
        times.append(time.process_time() - started)
    with CaptureQueriesContext(connection) as queries:
        client.get(name)
    inside = sum(float(query["time"]) for query in queries.captured_queries)
    took = f"{statistics.median(times) * 1000:.0f} ms of processor time, the database {inside * 1000:.0f} ms"
    print(f"  {name}: {took}, {len(queries)} queries, {len(response.content) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
