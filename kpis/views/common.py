"""What several views need: who asks, the day, and the cycle a page is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone

from okrs.models import Cycle
from okrs.selectors import cycle_to_show, cycles
from organisation.core.calendar import Window, add_months, month
from organisation.models import Organisation
from organisation.selectors import organisation
from people.models import User


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of KPIs is about, read once."""

    day: date
    company: Organisation
    cycles: Sequence[Cycle]
    cycle: Cycle | None


def frame_of(request: HttpRequest) -> Frame:
    """The cycle named in the address, or the one of the day."""
    company, listed = organisation(), cycles()
    day = timezone.now().astimezone(ZoneInfo(company.time_zone)).date()
    asked = request.GET.get("cycle", "")
    chosen = next((cycle for cycle in listed if str(cycle.pk) == asked), None)
    if asked and chosen is None:
        raise Http404
    return Frame(day, company, listed, chosen or cycle_to_show(day, listed))


def me(request: HttpRequest) -> User:
    return cast(User, request.user)


def cycle_before(frame: Frame) -> Cycle | None:
    """The newest cycle that had ended when the shown one began."""
    if frame.cycle is None:
        return None
    ended = [row for row in frame.cycles if row.ends_on <= frame.cycle.starts_on]
    return max(ended, key=lambda row: (row.ends_on, row.starts_on), default=None)


def windows_so_far(frame: Frame) -> tuple[Window, Window]:
    """The shown cycle, or the month of the day, and the last whole month: what a preview is worked out for."""
    here = Window(frame.cycle.starts_on, frame.cycle.ends_on) if frame.cycle else month(frame.day)
    return here, month(add_months(frame.day, -1))
