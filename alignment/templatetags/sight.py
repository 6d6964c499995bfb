"""Amounts of a line of sight in templates: {% amount source.value page %}."""

from decimal import Decimal
from typing import Any

from django import template

from organisation.core import show

register = template.Library()


@register.simple_tag
def amount(value: Decimal | None, is_money: bool, currency: str, exact: bool = False) -> str:
    """Money or a count of milestones, which credit divides into parts."""
    if is_money:
        return show.money(value, currency=currency) if exact else show.compact_money(value, currency=currency)
    digits = 0 if value is None or value == value.to_integral_value() else 2 if exact else 1
    return show.number(value, digits=digits)


@register.simple_tag
def half(low: Decimal | None, high: Decimal | None, is_money: bool, currency: str) -> str:
    """Half the width of an interval, as "± €120 k"; its end where it begins at nothing; empty without one."""
    if low is None or high is None:
        return ""
    if low == 0:
        return f"0 to {amount(high, is_money, currency)}"
    return f"± {amount((high - low) / 2, is_money, currency)}"


@register.simple_tag
def share_of(value: Decimal | None, whole: Decimal | None) -> Any:
    """A value as a share of the whole; None without one."""
    return None if value is None or not whole else value / whole


@register.filter
def short(text: str, longest: int) -> str:
    """A name that fits its place in a drawing; the whole one stands in the table."""
    return show.shortened(text, longest)
