"""Values of KPIs in templates: {% kpi_value found.value kpi.unit currency %}."""

from decimal import Decimal
from typing import Any

from django import template

from kpis.core.shown import shown, shown_margin

register = template.Library()


@register.simple_tag
def kpi_value(value: Any, unit: str, currency: str, exact: bool = False) -> str:
    return shown(None if value in (None, "") else Decimal(str(value)), unit=unit, currency=currency, exact=exact)


@register.simple_tag
def kpi_margin(margin: Any, unit: str) -> str:
    return shown_margin(None if margin in (None, "") else Decimal(str(margin)), unit=unit)


@register.filter
def dimension(name: str) -> str:
    """A dimension of a breakdown in words."""
    return {"business_unit": "business unit", "business": "new or existing business"}.get(name, name)
