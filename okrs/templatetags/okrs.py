"""Words of this app in templates: {{ value|quantity:"leads" }}, {{ key_result|definition_sentence }}."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import template

from okrs.core.closing import CloseBand
from okrs.core.progress import Kind
from okrs.core.sentences import quantity as write_quantity
from okrs.models import Cycle, KeyResult, Team
from okrs.models.words import CLOSE_BANDS, KINDS

register = template.Library()


@register.filter
def quantity(value: Any, unit: str = "") -> str:
    return write_quantity(value if value != "" else None, unit)


@register.filter
def definition_sentence(row: KeyResult) -> str:
    """Such as "Increase from 20 to 40 %" or "Between 2 and 4"."""
    kind, unit = Kind(row.kind), row.unit
    if kind.travels:
        return f"{KINDS[kind]} from {write_quantity(row.baseline)} to {write_quantity(row.target, unit)}"
    if kind is Kind.WITHIN:
        return f"Between {write_quantity(row.band_low)} and {write_quantity(row.band_high, unit)}"
    if kind.holds:
        return f"{KINDS[kind]} {write_quantity(row.target, unit)}"
    return KINDS[kind]


@register.filter
def inside(cycles: Sequence[Cycle], cycle: Cycle) -> Sequence[Cycle]:
    """The shorter cycles that lie inside a cycle, the first one first: the quarters of a year."""
    found = [one for one in cycles if one.length != cycle.length and one.pk != cycle.pk]
    held = [one for one in found if cycle.starts_on <= one.starts_on and one.ends_on <= cycle.ends_on]
    return sorted(held, key=lambda one: (one.starts_on, one.ends_on))


@register.filter
def target_words(row: KeyResult) -> str:
    """What the current value is held against: "of 5,000", "at least 25", "between 2 and 4"; empty without numbers."""
    kind = Kind(row.kind)
    if kind is Kind.WITHIN:
        return f"between {write_quantity(row.band_low)} and {write_quantity(row.band_high)}"
    if kind.holds:
        return f"{KINDS[kind].lower()} {write_quantity(row.target)}"
    return f"of {write_quantity(row.target)}" if kind.travels else ""


@register.filter
def team_word(team: str) -> str:
    return str(Team(team).label)


@register.filter
def field_word(name: str) -> str:
    """A field's name as people read it."""
    return name.replace("_", " ").capitalize()


@register.filter
def at(values: Mapping[str, Any], name: str) -> Any:
    return values.get(name)


@register.filter
def part_of(value: Decimal, whole: Decimal) -> float | None:
    return float(value / whole) if whole else None


@register.filter
def last_day(cycle: Cycle) -> date:
    """The last day of a cycle, whose stored end is the first day after."""
    return cycle.ends_on - timedelta(days=1)


@register.filter
def first_of(rows: Sequence[Any], most: int | None) -> Sequence[Any]:
    return rows if most is None else rows[:most]


@register.filter
def close_band_word(band: CloseBand | None) -> str:
    return "No data" if band is None else CLOSE_BANDS[band]
