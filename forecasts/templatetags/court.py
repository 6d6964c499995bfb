"""What the court said, beside what is called leading or vanity: {% court_says definition is_vanity=row.is_vanity %}."""

from typing import Any

from django import template

from forecasts.core.leads.verdict import Verdict
from forecasts.selectors.court import GRADES, verdicts
from kpis.core.words import Timing
from kpis.models import Definition

register = template.Library()


@register.inclusion_tag("forecasts/partials/court_says.html", takes_context=True)
def court_says(context: Any, definition: Definition, *, is_vanity: bool) -> dict[str, object]:
    """The verdict on a KPI beside its flag; one query for any number of them on a page."""
    request = context["request"]
    if not hasattr(request, "court_verdicts"):
        request.court_verdicts = verdicts()
    said = request.court_verdicts.get(definition.key)
    return {
        "is_vanity": is_vanity, "is_leading": definition.timing == Timing.LEADING, "said": said,
        "leads": said == Verdict.LEADS, "grade": GRADES.get(said, "") if said else "",
    }  # fmt: skip
