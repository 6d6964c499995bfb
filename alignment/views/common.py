"""What several views need: who asks, the day, the company, and the cycle a page is about."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from okrs.selectors import Frame, frame
from organisation.models import Organisation
from organisation.selectors import organisation, today
from people.policy import me

__all__ = ["Frame", "company_day", "frame_of", "me"]


def frame_of(request: HttpRequest) -> Frame:
    """The cycle named in the address, or the one of the day."""
    return frame(request.GET.get("cycle", ""), now=timezone.now(), shown=request.GET.get("as", ""))


def company_day() -> tuple[Organisation, date]:
    """The company and its day, for pages that are about no cycle of the address."""
    return organisation(), today(timezone.now())
