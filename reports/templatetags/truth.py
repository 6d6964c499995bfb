"""{% far_off model %}: how far a model was from the truth where it is known, with a link to the report."""

from django import template

from attribution.core.truth import shipped
from reports.dashboards import truth

register = template.Library()


@register.inclusion_tag("attribution/partials/far_off.html")
def far_off(model: str) -> dict[str, object]:
    """Nothing is shown for a model that was not judged."""
    found = truth.far_off(shipped(), model)
    return {"least": found[0], "most": found[1]} if found else {}
