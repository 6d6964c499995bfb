"""A cycle with as many campaigns as wanted, stored as a recompute would store it, without journeys: rows go in bulk."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle as over_and_over
from itertools import islice

from alignment.models import CampaignLink
from alignment.services.recompute import LOCKED_MODEL, score_with
from attribution.models import Credit, CreditRun, CreditTotal, Milestone, ScopeCombination
from campaigns.models import Campaign, SpendEntry
from okrs.models import Category, Cycle
from reports.models import StoredSnapshot
from reports.services.alignment_page import store
from reports.services.snapshot import store_snapshot
from tests import factories as make

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY, MONTH = date(2026, 2, 1), 202602
FEW, MANY = 5, 30


def a_cycle_of(
    campaigns: int, *, aims: int = FEW, before: Callable[[Cycle], None] = lambda cycle: None
) -> StoredSnapshot:
    """Campaign n of N has cost 100 + n and carries 10 · (N − n) of pipeline, those of a billion what they cost; the
    last serves nothing. `before` changes the rows before they are scored."""
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    channel = make.channel("Search")
    objectives = [
        make.objective(cycle, f"Part {at}", serves=make.business_objective(f"Objective {at}", category=category))
        for at, category in enumerate(islice(over_and_over(Category.values), aims))
    ]
    for row in objectives:
        make.key_result(row)
    rows = Campaign.objects.bulk_create(
        Campaign(name=f"Campaign {at}", channel=channel, starts_on=cycle.starts_on) for at in range(campaigns)
    )
    SpendEntry.objects.bulk_create(
        SpendEntry(
            campaign=row, source="test", external_id=f"bulk-{at}", spent_on=DAY, spent_until=DAY + timedelta(days=1),
            amount=Decimal(100 + at), reported=Decimal(100 + at), currency="EUR",
        )
        for at, row in enumerate(rows)
    )  # fmt: skip
    CampaignLink.objects.bulk_create(
        CampaignLink(campaign=row, objective=objectives[at % aims], share=1, since=cycle.starts_on)
        for at, row in enumerate(rows[: max(1, campaigns - 1)])
    )
    before(cycle)
    cycle.refresh_from_db()
    run = _credited(list(Campaign.objects.order_by("pk")))
    score = score_with(run, cycle, day=NOW.date(), now=NOW)
    store(score, run, day=NOW.date(), now=NOW)
    return store_snapshot(score, run, None, day=NOW.date(), now=NOW)


def _credited(rows: list[Campaign]) -> CreditRun:
    """A published run: every campaign has one tenth of a deal, and one deal more was touched by none."""
    run = CreditRun.objects.create(
        started_at=NOW, finished_at=NOW, published_at=NOW, settings={}, inputs_digest="0" * 64
    )
    scope = ScopeCombination.objects.create()
    shared = {"run": run, "milestone": Milestone.OPPORTUNITY, "month": MONTH, "scope": scope}
    cost = dict(SpendEntry.objects.filter(amount__gt=10**9).values_list("campaign", "amount"))
    values = [cost.get(row.pk, Decimal(10 * (len(rows) - at))) for at, row in enumerate(rows)]
    Credit.objects.bulk_create(
        Credit(model=LOCKED_MODEL, campaign=row, channel_id=row.channel_id, conversions=Decimal("0.1"), value=value,
               value_error=1.0, **shared)
        for row, value in zip(rows, values, strict=True)
    )  # fmt: skip
    CreditTotal.objects.create(
        conversions=Decimal("0.1") * len(rows) + 1, value=sum(values) + 100, unattributed_conversions=1,
        unattributed_value=100, **shared,
    )  # fmt: skip
    return run
