"""What several views need: who asks, the day, and the cycle a page is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from okrs.models import Cycle
from okrs.selectors import cycle_to_show, cycles
from organisation.models import Organisation
from organisation.selectors import organisation, today
from people.models import User


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page of forecasts is about, read once."""

    day: date
    company: Organisation
    cycles: Sequence[Cycle]
    cycle: Cycle | None


def frame_of(request: HttpRequest) -> Frame:
    """The cycle named in the address, or the one of the day."""
    listed, day = cycles(), today(timezone.now())
    asked = request.GET.get("cycle", "")
    chosen = next((cycle for cycle in listed if str(cycle.pk) == asked), None)
    if asked and chosen is None:
        raise Http404
    return Frame(day, organisation(), listed, chosen or cycle_to_show(day, listed))


def me(request: HttpRequest) -> User:
    return cast(User, request.user)
