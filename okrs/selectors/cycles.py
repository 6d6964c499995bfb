"""Which cycle a page is about."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from okrs.models import Cycle
from okrs.selectors.reported import marked
from organisation.prepared import prepared


def cycle_containing(day: date) -> Cycle | None:
    """The shortest cycle that holds the day, a quarter before a year; None where there is none."""
    return _shortest(Cycle.objects.filter(starts_on__lte=day, ends_on__gt=day))


def cycle_to_show(day: date, among: Sequence[Cycle] | None = None) -> Cycle | None:
    """The shortest cycle that holds the day, or else the latest one that has started, or else the next one.

    It is looked for `among` all cycles by default.
    """
    among = cycles() if among is None else among
    started = [cycle for cycle in among if cycle.starts_on <= day]
    holding = _shortest(cycle for cycle in started if day < cycle.ends_on)
    latest = max(started, key=lambda cycle: cycle.starts_on, default=None)
    return holding or latest or min(among, key=lambda cycle: cycle.starts_on, default=None)


def cycles() -> Sequence[Cycle]:
    """All cycles, newest first, marked where they are frozen."""
    return _all()


@prepared
def _all() -> "QuerySet[Cycle]":
    return marked(Cycle.objects.all())


def with_those_inside(cycle: Cycle) -> "QuerySet[Cycle]":
    """The cycle and the shorter ones that lie inside it: a year with its quarters."""
    inside = Q(starts_on__gte=cycle.starts_on, ends_on__lte=cycle.ends_on) & ~Q(length=cycle.length)
    return Cycle.objects.filter(Q(pk=cycle.pk) | inside)


def _shortest(found: Iterable[Cycle]) -> Cycle | None:
    return min(found, key=_reach, default=None)


def _reach(cycle: Cycle) -> tuple[bool, int]:
    return cycle.length == Cycle.Length.CUSTOM, (cycle.ends_on - cycle.starts_on).days
