"""Write what snapshots hold: {{ row.actual|said:currency }}, {{ row.change|changed }}."""

from typing import Any

from django import template

from organisation.core import show
from reports.core.quantity import Quantity, change_text, shows
from reports.core.scopes import OF_THE_PART, OF_THE_WHOLE, read_scope

register = template.Library()


@register.filter
def said(quantity: Quantity, currency: str) -> str:
    """The headline form of a number; an en dash without one."""
    return quantity.text(currency)


@register.filter
def changed(quantity: Quantity) -> str:
    return change_text(quantity)


@register.filter
def tone(quantity: Quantity, better: str) -> str:
    """Whether a change is good or bad for something that should go `better` ("up" or "down")."""
    if not quantity.value or not shows(quantity):
        return "plain"
    return "good" if (quantity.value > 0) == (better == "up") else "bad"


@register.filter
def heading(quantity: Quantity) -> str:
    """Where a change points."""
    if not quantity.value or not shows(quantity):
        return "flat"
    return "up" if quantity.value > 0 else "down"


@register.filter
def in_words(scope: str) -> str:
    """A stored scope as people read it."""
    return str(read_scope(scope))


@register.simple_tag
def of_the_part() -> str:
    """Which numbers of a page that is narrowed to a part of the business are of that part."""
    return OF_THE_PART


@register.simple_tag
def of_the_whole() -> str:
    """And which are not."""
    return OF_THE_WHOLE


@register.filter
def sparkline(trend: Any) -> str:
    """Points of a small line on a field of 100 by 24; months without a value are left out."""
    known = [(at, float(value)) for at, value in enumerate(trend) if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(value for _, value in known), max(value for _, value in known)
    step = 100 / max(len(trend) - 1, 1)
    return " ".join(f"{at * step:.1f},{22 - 20 * (value - low) / ((high - low) or 1):.1f}" for at, value in known)


@register.filter
def comment_on(comments: Any, subject: str) -> Any:
    return comments.get(subject)


@register.filter
def plain(value: Any) -> str:
    """A key result's value as it was typed or counted."""
    return show.plain(value)
