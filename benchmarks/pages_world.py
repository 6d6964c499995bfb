"""The company that pages are measured on: 500 campaigns, 30 business objectives and 12 quarters beside what is loaded.

SIGHTLINE_DATA=… python benchmarks/pages_world.py      (loads the small demonstration company where there is none)
"""

import os
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
CAMPAIGNS, AIMS, QUARTERS = 500, 30, 12
SOURCE = "benchmark"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from alignment.config import embedded, environment  # noqa: E402
from alignment.models import CampaignLink  # noqa: E402
from campaigns.models import Campaign, Channel, SpendEntry  # noqa: E402
from okrs.models import BusinessObjective, Category, Cycle, KeyResult, Objective  # noqa: E402
from organisation.core.calendar import add_months  # noqa: E402
from reports.services.recompute import recompute_all  # noqa: E402


def main() -> None:
    environment.allow_long_statements()
    embedded.ensure_servers()
    grow()


def grow() -> None:
    """Load and recompute what is not there yet; an installation that has grown is left as it is."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Campaign.objects.exists():
        call_command("load_company", "--small")
    if Campaign.objects.count() >= CAMPAIGNS:
        return
    quarter = Cycle.objects.get(state=Cycle.State.ACTIVE, length=Cycle.Length.QUARTER)
    _quarters()
    aims = _aims(quarter)
    _campaigns(quarter, aims)
    print(recompute_all(now=timezone.now()))
    print(Campaign.objects.count(), "campaigns", BusinessObjective.objects.count(), "business objectives")


def _quarters() -> None:
    """Earlier ones, before the first there is."""
    while Cycle.objects.filter(length=Cycle.Length.QUARTER).count() < QUARTERS:
        first = Cycle.objects.filter(length=Cycle.Length.QUARTER).earliest("starts_on")
        starts = add_months(first.starts_on, -3)
        Cycle.objects.create(
            name=f"Quarter from {starts:%b %Y}", length=Cycle.Length.QUARTER, starts_on=starts,
            ends_on=first.starts_on, state=Cycle.State.CLOSED, closed_at=timezone.now(),
        )  # fmt: skip


def _aims(quarter: Cycle) -> list[Objective]:
    families = list(Category.values)
    for number in range(BusinessObjective.objects.count(), AIMS):
        aim = BusinessObjective.objects.create(
            name=f"Objective of the benchmark {number}", category=families[number % len(families)], weight=1
        )
        row = Objective.objects.create(
            cycle=quarter, business_objective=aim, name=f"Marketing’s part {number}", state=Objective.State.ACTIVE
        )
        KeyResult.objects.create(
            objective=row, name=f"Key result {number}", baseline=Decimal(0), target=Decimal(100), kind="increase"
        )
    return list(Objective.objects.filter(cycle=quarter, state=Objective.State.ACTIVE))


def _campaigns(quarter: Cycle, aims: list[Objective]) -> None:
    channels = list(Channel.objects.all())
    for number in range(Campaign.objects.count(), CAMPAIGNS):
        row = Campaign.objects.create(
            name=f"Campaign of the benchmark {number}", channel=channels[number % len(channels)],
            starts_on=quarter.starts_on,
        )  # fmt: skip
        amount = Decimal(100 + number)
        SpendEntry.objects.create(
            campaign=row, source=SOURCE, external_id=f"benchmark-{number}", spent_on=quarter.starts_on,
            spent_until=quarter.starts_on + timedelta(days=1), amount=amount, reported=amount, currency="EUR",
        )  # fmt: skip
        CampaignLink.objects.create(campaign=row, objective=aims[number % len(aims)], share=1, since=quarter.starts_on)


if __name__ == "__main__":
    main()
