"""{% frozen_note cycle run %}: on pages of other rooms, that a cycle was frozen and where it stands as reported."""

from django import template

from okrs.models import Cycle
from reports import selectors

register = template.Library()


@register.inclusion_tag("reports/partials/frozen_note.html")
def frozen_note(cycle: Cycle | None, run: int | None = None) -> dict[str, object]:
    """Nothing for a cycle that is not frozen; `run` is the score that the page shows, where it shows one."""
    found = selectors.frozen(cycle) if cycle else None
    if found is None:
        return {}
    reported = selectors.reported_score(found)
    return {"cycle": cycle, "frozen": found, "reported": reported, "is_reported": run is not None and run == reported}
