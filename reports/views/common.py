"""What several views of the reports need: the cycle asked for with its numbers, and who asks."""

from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from okrs.selectors import cycle_to_show, cycles
from organisation.selectors import today
from people.models import User
from reports import selectors


def asked(request: HttpRequest) -> dict[str, object]:
    """The cycles, the one the page is about, and its newest snapshot."""
    listed = cycles()
    wanted = request.GET.get("cycle", "")
    named = next((row for row in listed if str(row.pk) == wanted), None)
    cycle = named or cycle_to_show(today(timezone.now()), among=listed)
    stored = selectors.snapshot(cycle) if cycle else None
    return {"cycles": listed, "cycle": cycle, "stored": stored}


def me(request: HttpRequest) -> User:
    return cast(User, request.user)
