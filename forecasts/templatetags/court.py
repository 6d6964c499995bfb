"""What the court said, beside what is called leading or vanity: {% court_says definition is_vanity=row.is_vanity %}."""

from collections.abc import Mapping
from typing import Any

from django import template

from forecasts.core.leads.verdict import UNHEARD, Heard, Verdict
from forecasts.selectors.court import GRADES, heard
from kpis.core.words import Timing
from kpis.models import Definition

register = template.Library()


@register.inclusion_tag("forecasts/partials/court_says.html", takes_context=True)
def court_says(
    context: Any, definition: Definition, *, is_vanity: bool = False, is_leading: bool = False
) -> dict[str, object]:
    """The verdict on a KPI beside its flag; one query for any number of them on a page."""
    said = _heard(context).get((definition.key, ""))
    return {
        "is_vanity": is_vanity, "is_leading": is_leading or definition.timing == Timing.LEADING, "said": said,
        "leads": said is not None and said.verdict == Verdict.LEADS, "unheard": UNHEARD,
        "grade": GRADES.get(said.verdict, "") if said else "",
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def court_on(context: Any, kpi: str, outcome: str = "") -> str:
    """The verdict on a claim in words with what it rests on; of the best claim where no outcome is named."""
    said = _heard(context).get((kpi, outcome))
    return said.words if said else UNHEARD


@register.simple_tag(takes_context=True)
def court_word(context: Any, kpi: str, outcome: str = "") -> str:
    """The verdict alone, where what it rests on stands beside."""
    said = _heard(context).get((kpi, outcome))
    return said.verdict.value if said else UNHEARD


def _heard(context: Any) -> Mapping[tuple[str, str], Heard]:
    request = context["request"]
    if not hasattr(request, "court_heard"):
        request.court_heard = heard()
    found: Mapping[tuple[str, str], Heard] = request.court_heard
    return found
