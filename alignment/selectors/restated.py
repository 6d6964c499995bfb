"""Cycles that are over, as they were reported and as the CRM has them now."""

from collections.abc import Sequence
from datetime import timedelta

from alignment.core.situation import RestatedFacts
from alignment.models import ReportedCycle
from crm.selectors import won_in
from okrs.models import Cycle
from organisation.core.calendar import Window

A_YEAR = timedelta(days=366)


def restated(cycle: Cycle) -> Sequence[RestatedFacts]:
    """Cycles of the same length that ended in the year before this one began. Two queries."""
    rows = ReportedCycle.objects.filter(
        cycle__length=cycle.length,
        cycle__ends_on__lte=cycle.starts_on,
        cycle__ends_on__gt=cycle.starts_on - A_YEAR,
    )
    kept = list(rows.select_related("cycle").order_by("cycle__starts_on"))
    won = won_in([Window(row.cycle.starts_on, row.cycle.ends_on) for row in kept])
    return [
        RestatedFacts(
            key=f"cycle-{row.cycle_id}",
            name=row.cycle.name,
            reported_on=row.reported_on,
            reported=row.won_value,
            now=found.value,
            deals_reported=row.won_deals,
            deals_now=found.deals,
        )
        for row, found in zip(kept, won, strict=True)
    ]
