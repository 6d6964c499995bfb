"""Which cycle a page is about."""

from collections.abc import Sequence
from datetime import date

from okrs.models import Cycle


def cycle_containing(day: date) -> Cycle | None:
    """The shortest cycle that holds the day, a quarter before a year; None where there is none."""
    found = list(Cycle.objects.containing(day))
    return min(
        found, key=lambda cycle: (cycle.length == Cycle.Length.CUSTOM, cycle.ends_on - cycle.starts_on), default=None
    )


def cycle_to_show(day: date) -> Cycle | None:
    """The cycle of the day, or else the latest one that has started, or else the next one."""
    started = Cycle.objects.filter(starts_on__lte=day).order_by("-starts_on").first()
    return cycle_containing(day) or started or Cycle.objects.order_by("starts_on").first()


def cycles() -> Sequence[Cycle]:
    """All cycles, newest first."""
    return list(Cycle.objects.all())


def running_cycles() -> Sequence[Cycle]:
    """Cycles in which check-ins are owed."""
    return list(Cycle.objects.filter(state__in=[Cycle.State.ACTIVE, Cycle.State.REVIEW]).order_by("ends_on"))


def _reach(cycle: Cycle) -> tuple[bool, int]:
    return cycle.length == Cycle.Length.CUSTOM, (cycle.ends_on - cycle.starts_on).days
