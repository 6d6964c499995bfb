"""What several views need: who asks, the day, and the cycle a page is about."""

from django.http import HttpRequest
from django.utils import timezone

from okrs.selectors import Frame, frame
from people.policy import me

__all__ = ["Frame", "frame_of", "me"]


def frame_of(request: HttpRequest) -> Frame:
    """The cycle named in the address, or the one of the day."""
    return frame(request.GET.get("cycle", ""), now=timezone.now())
