"""Find KPIs."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from kpis.core.words import Family
from kpis.models import Definition


class UnknownKpi(LookupError):
    """A sentence: there is no such KPI."""


def current_definitions(keys: Sequence[str] | None = None) -> Sequence[Definition]:
    """The version in force of every KPI, or of those of some keys."""
    rows = Definition.objects.current()
    return list(rows if keys is None else rows.filter(key__in=keys))


def by_family(rows: Iterable[Definition]) -> Sequence[Definition]:
    """As pages list KPIs: what the business gets first, what marketing counts last, each family by name."""
    places = {family.value: place for place, family in enumerate(Family)}
    return sorted(rows, key=lambda row: places[row.family])


def last_definition(key: str) -> Definition:
    """The newest version of a KPI, also of one that is out of use: what once followed it still names it."""
    return Definition.objects.get(key=key, is_current=True)


def definition(name: str) -> Definition:
    """The KPI of this key, or of this name whatever its capitals. Raises UnknownKpi."""
    found = Definition.objects.current().filter(key=name).first()
    found = found or Definition.objects.current().filter(name__iexact=name.strip()).first()
    if found is None:
        near = get_close_matches(name, Definition.objects.current().values_list("key", flat=True), n=3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise UnknownKpi(f"There is no KPI {name!r}.{hint}")
    return found
