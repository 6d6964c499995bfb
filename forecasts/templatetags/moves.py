"""{% open_moves as moves %}: money that could move and waits for a decision, for the list of findings."""

from collections.abc import Sequence

from django import template

from forecasts.models import MoveCard
from forecasts.selectors import plans

register = template.Library()


@register.simple_tag
def open_moves() -> Sequence[MoveCard]:
    return list(plans.open_moves())
