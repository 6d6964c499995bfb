"""{% frozen_note cycle %}: on pages of every room, that a cycle was frozen and as what the page shows it."""

from typing import Any

from django import template

from okrs.models import Cycle
from okrs.selectors import reported

register = template.Library()


@register.inclusion_tag("reports/partials/frozen_note.html", takes_context=True)
def frozen_note(context: Any, cycle: Cycle | None) -> dict[str, object]:
    """Nothing for a cycle that is not frozen.

    A page that has `reported` in its context shows the cycle as reported, or as restated where the address asks for
    that; any other page works on what is known now, and the note says so.
    """
    can_switch = "reported" in context
    found = context["reported"] if can_switch else reported(cycle)
    if cycle is None or found is None:
        return {}
    return {"cycle": cycle, "reported": found, "can_switch": can_switch, "request": context["request"]}
