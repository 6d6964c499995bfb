"""Cycles beside each other."""

from okrs.models import Cycle


def previous_cycle(cycle: Cycle) -> Cycle | None:
    """The cycle of the same length that ended last before this one began."""
    return Cycle.objects.filter(length=cycle.length, ends_on__lte=cycle.starts_on).order_by("-ends_on").first()
