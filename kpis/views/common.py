"""What several views need: who asks, the day, and the cycle a page is about."""

from django.http import HttpRequest
from django.utils import timezone

from okrs.models import Cycle
from okrs.selectors import Frame, frame
from organisation.core.calendar import Window, add_months, month
from people.policy import me

__all__ = ["Frame", "cycle_before", "frame_of", "me", "windows_so_far"]


def frame_of(request: HttpRequest) -> Frame:
    """The cycle named in the address, or the one of the day."""
    return frame(request.GET.get("cycle", ""), now=timezone.now(), shown=request.GET.get("as", ""))


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
