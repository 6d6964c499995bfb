"""Keep what cycles said when they were reported."""

from datetime import date, timedelta

from alignment.models import ReportedCycle
from crm.selectors import won_in
from okrs.models import Cycle
from organisation.core.calendar import Window

LATE_FACTS = timedelta(days=14)


def report_cycles(*, today: date) -> int:
    """Keep the won revenue of cycles that are over: until they are closed, two weeks after their end at the latest.

    What comes in after that is a restatement. One that ended before anything was kept is kept as it is now.
    """
    over = Cycle.objects.filter(ends_on__lte=today).select_related("reported")
    due = [cycle for cycle in over if not hasattr(cycle, "reported") or _still_open(cycle, today)]
    won = won_in([Window(cycle.starts_on, cycle.ends_on) for cycle in due])
    kept = [
        ReportedCycle(cycle=cycle, reported_on=today, won_value=found.value, won_deals=found.deals)
        for cycle, found in zip(due, won, strict=True)
    ]
    ReportedCycle.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["cycle"],
        update_fields=["reported_on", "won_value", "won_deals"],
    )
    return len(kept)


def _still_open(cycle: Cycle, today: date) -> bool:
    return cycle.state != Cycle.State.CLOSED and today < cycle.ends_on + LATE_FACTS
