"""Which windows a recompute measures."""

from datetime import datetime

from okrs.models import Cycle
from organisation.core.calendar import Window, add_months, month, months
from organisation.selectors import today

MONTHS = 24


def windows_to_measure(now: datetime) -> tuple[Window, ...]:
    """Cycles that have begun and touch the last two years, and the months of these years up to the running one."""
    day = today(now)
    since = add_months(day, -MONTHS + 1)
    cycles = Cycle.objects.filter(ends_on__gt=since, starts_on__lte=day).values_list("starts_on", "ends_on")
    found = [Window(starts_on, ends_on) for starts_on, ends_on in cycles]
    return tuple(sorted({*found, *months(Window(since, month(day).ends_on))}))
