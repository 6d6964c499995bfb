"""{% standing cycle %}: what the cycle lacks, and whether it is over, above pages that show its numbers."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from alignment.core.standing import Standing, said
from alignment.selectors.scores import standings_of
from okrs.models import Cycle
from people.policy import may

register = template.Library()

# What somebody who may do the action can do about it: where, and in which words.
REMEDIES: Mapping[Standing, tuple[str, str, str]] = {
    Standing.NO_OBJECTIVE: ("okrs.business", "okrs:business_objectives", "Write down what the business wants"),
    Standing.NO_SPEND: ("imports.upload", "imports:new", "Import what campaigns cost"),
    Standing.ALL_ORPHAN: ("links.edit", "desk", "Link campaigns on the mapping desk"),
    Standing.NO_CREDIT: ("imports.upload", "imports:new", "Import touches and opportunities"),
    Standing.EVEN_WEIGHTS: ("okrs.business", "okrs:business_objectives", "Weigh them"),
}


@register.inclusion_tag("alignment/partials/standing.html", takes_context=True)
def standing(context: Any, cycle: Cycle | None, *, is_said: object = None) -> dict[str, object]:
    """`is_said` is anything where the page says in words of its own that the cycle is over."""
    user, lines = context["request"].user, []
    for found in standings_of(cycle) if cycle else ():
        action, name, words = REMEDIES.get(found, ("", "", ""))
        address = reverse(name) if action and may(user, action) else ""
        lines.append((said(found, cycle=str(cycle)), address, words))
    is_closed = bool(cycle and not is_said and cycle.state == Cycle.State.CLOSED)
    return {"cycle": cycle, "lines": lines, "is_closed": is_closed}


@register.filter
def has_not_begun(cycle: Cycle | None) -> bool:
    """Whether its first day is still to come, by the company's clock."""
    return bool(cycle and cycle.starts_on > timezone.localdate())
