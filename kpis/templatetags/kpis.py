"""Values of KPIs in templates: {% kpi_value found.value kpi.unit currency %}."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html

from kpis.core.catalogue import CATALOGUE
from kpis.core.shown import shown, shown_margin
from kpis.selectors import current_definitions
from okrs.models import CheckIn

register = template.Library()
OF_A_KPI = re.compile(r"KPI ([\w-]+) v\d+")


@register.simple_tag
def kpi_value(value: Any, unit: str, currency: str, exact: bool = False) -> str:
    return shown(None if value in (None, "") else Decimal(str(value)), unit=unit, currency=currency, exact=exact)


@register.simple_tag
def kpi_margin(margin: Any, unit: str) -> str:
    return shown_margin(None if margin in (None, "") else Decimal(str(margin)), unit=unit)


@register.filter
def usually(key: str) -> str:
    """Who usually answers for a shipped KPI; empty for KPIs that people added."""
    return CATALOGUE[key].answers if key in CATALOGUE else ""


@register.filter
def model_words(name: str) -> str:
    """An attribution model as a sentence begins with it."""
    return name.replace("_", " ").capitalize()


@register.filter
def dimension(name: str) -> str:
    """A dimension of a breakdown in words."""
    return {"business_unit": "business unit", "business": "new or existing business"}.get(name, name)


@register.simple_tag
def kpis_in_force(check_ins: Sequence[CheckIn]) -> Collection[str]:
    """Keys of the KPIs that check-ins were computed from and that still have a page."""
    found = (OF_A_KPI.match(one.source) for one in check_ins if one.provenance == CheckIn.Provenance.COMPUTED)
    keys = {match[1] for match in found if match}
    return {row.key for row in current_definitions(sorted(keys))} if keys else set()


@register.simple_tag
def came_from(check_in: CheckIn, in_force: Collection[str]) -> str:
    """Typed, imported or computed, and from what; a KPI in force leads to its definition."""
    said, match = check_in.get_provenance_display(), OF_A_KPI.match(check_in.source)
    if not check_in.source:
        return said
    if match is None or match[1] not in in_force:
        return f"{said}, {check_in.source}"
    address = reverse("kpis:kpi", args=[match[1]])
    return format_html('{}, <a href="{}#definition">{}</a>', said, address, check_in.source)
