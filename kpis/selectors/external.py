"""Values that came from outside."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from kpis.models import ExternalValue
from organisation.core.calendar import Window

CARRIED = timedelta(days=31)


def newest_value(name: str, *, on: date) -> float | None:
    """The newest known value of a measure for the whole company that had begun by a day; None where there is none."""
    found = _whole_company().filter(name=name, measured_on__lte=on).order_by("-measured_on", "-pk").first()
    return float(found.value) if found and found.value is not None else None


def external_names() -> Sequence[str]:
    """Names of the measures that have values for the whole company."""
    return list(_whole_company().order_by("name").values_list("name", flat=True).distinct())


def in_force(names: Collection[str], windows: Sequence[Window]) -> Mapping[str, Sequence[float | None]]:
    """By name, what held in each window: the mean of the values that begin in it, otherwise the newest before it.

    A value holds for the days it was measured over and, as a price does, for a month more; then nothing is known.
    `windows` are in order.
    """
    told = _whole_company().filter(name__in=names, measured_on__lt=windows[-1].ends_on)
    known: dict[str, list[tuple[date, date, float]]] = defaultdict(list)
    for name, since, until, value in told.order_by("name", "measured_on", "pk").values_list(
        "name", "measured_on", "measured_until", "value"
    ):
        known[name].append((since, until, float(value)))
    return {name: [_held(known[name], window) for window in windows] for name in names}


def told_in(names: Collection[str], windows: Sequence[Window]) -> Mapping[str, frozenset[Window]]:
    """By name, the windows that hold a whole value; of the others nothing is known. `windows` are in order."""
    starts = [window.starts_on for window in windows]
    found: dict[str, set[Window]] = {name: set() for name in names}
    told = _whole_company().filter(name__in=names, measured_on__gte=starts[0], measured_on__lt=windows[-1].ends_on)
    for name, since, until in told.order_by().values_list("name", "measured_on", "measured_until").distinct():
        window = windows[bisect_right(starts, since) - 1]
        if since < window.ends_on and (until or since) <= window.ends_on:
            found[name].add(window)
    return {name: frozenset(inside) for name, inside in found.items()}


def _held(rows: Sequence[tuple[date, date, float]], window: Window) -> float | None:
    first, last = (bisect_left(rows, day, key=lambda row: row[0]) for day in (window.starts_on, window.ends_on))
    if last > first:
        return sum(value for _, _, value in rows[first:last]) / (last - first)
    if not first or rows[first - 1][1] + CARRIED <= window.starts_on:
        return None
    return rows[first - 1][2]


def _whole_company() -> QuerySet[ExternalValue]:
    return ExternalValue.objects.filter(segment="", region="", product="", business_unit="", value__isnull=False)
