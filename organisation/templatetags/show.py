"""Write numbers and statuses in templates: {{ amount|compact_money:currency }}, {{ share|percent:1 }}."""

import secrets
from decimal import Decimal
from typing import Any

from django import template

from organisation.core import show

register = template.Library()

STATUSES = {
    "on-track": "On track",
    "at-risk": "At risk",
    "off-track": "Off track",
    "not-started": "Not started",
    "no-data": "No data",
    "outdated": "Outdated",
    "achieved": "Achieved",
    "missed": "Missed",
    "dropped": "Dropped",
}
EVIDENCE = ("Declared", "Associated", "Matched control", "Randomised")


@register.filter
def number(value: Any, digits: int = 0) -> str:
    return show.number(_number(value), digits=digits)


@register.filter
def compact(value: Any) -> str:
    return show.compact(_number(value))


@register.filter
def money(value: Any, currency: str) -> str:
    return show.money(_number(value), currency=currency)


@register.filter
def compact_money(value: Any, currency: str) -> str:
    return show.compact_money(_number(value), currency=currency)


@register.filter
def percent(share: Any, digits: int = 0) -> str:
    return show.percent(_number(share), digits=digits)


@register.filter
def points(change: Any, digits: int = 1) -> str:
    return show.points(_number(change), digits=digits)


@register.filter
def multiple(ratio: Any, digits: int = 1) -> str:
    return show.multiple(_number(ratio), digits=digits)


@register.filter
def along(share: Any) -> str:
    """A share as a place on an SVG track, kept between 0 % and 100 %."""
    exact = _number(share)
    return f"{min(max(float(exact or 0), 0.0), 1.0) * 100:.2f}%"


@register.simple_tag
def width_between(low: Any, high: Any) -> str:
    """The width on an SVG track from one share to another."""
    ends = [min(max(float(_number(share) or 0), 0.0), 1.0) for share in (low, high)]
    return f"{max(ends[1] - ends[0], 0.0) * 100:.2f}%"


@register.filter
def slug(value: Any) -> str:
    """on_track, ON_TRACK and "on track" all become on-track."""
    return str(value).strip().lower().replace("_", "-").replace(" ", "-")


@register.filter
def listed(value: Any) -> Any:
    """The members of a list as words between commas; anything else as it is."""
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else value


@register.filter
def status_word(value: Any) -> str:
    """The word of a status; a status without a word is a mistake of ours, so it raises."""
    return STATUSES[slug(value)]


@register.filter
def evidence_word(grade: Any) -> str:
    """The word of an evidence class 1 to 4; 0 means that there is none yet."""
    return EVIDENCE[int(grade) - 1] if int(grade) else "No evidence"


@register.filter
def steps_to(count: Any) -> range:
    """1 to `count`, to draw that many marks."""
    return range(1, int(count) + 1)


@register.filter
def moves_word(count: Any) -> str:
    """How many moves a page proposes, in words."""
    return {1: "One move", 2: "Two moves", 3: "Three moves"}.get(int(count), f"{count} moves")


@register.simple_tag
def fresh_id(prefix: str = "x") -> str:
    """An id that no other element of the page has."""
    return f"{prefix}-{secrets.token_hex(4)}"


def _number(value: Any) -> Decimal | float | int | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, (int, float, Decimal)) else Decimal(str(value))
