"""Find KPIs."""

from collections.abc import Sequence
from difflib import get_close_matches

from kpis.models import Definition


class UnknownKpi(LookupError):
    """A sentence: there is no such KPI."""


def current_definitions(keys: Sequence[str] | None = None) -> Sequence[Definition]:
    """The version in force of every KPI, or of those of some keys."""
    rows = Definition.objects.current()
    return list(rows if keys is None else rows.filter(key__in=keys))


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
