"""Small numbers beside entries of the navigation, such as what one owes.

A page shows those that are remembered and lets the browser fetch the others, so that counting never delays a page.
"""

from collections.abc import Callable, Mapping

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from alignment.selectors.desk import desk
from alignment.selectors.owed import owed_elsewhere
from okrs.selectors import cycle_to_show, owed_check_ins
from organisation.selectors import today
from people.models import User
from people.policy import allowed

REMEMBERED_FOR = 120  # seconds; one's own changes are counted at once


def owed(user: User) -> int:
    now = timezone.now()
    day = today(now)
    beside = owed_elsewhere(user, cycle=cycle_to_show(day), today=day, now=now)
    return len(owed_check_ins(user, today=day)) + len(beside)


def unlinked(user: User) -> int:
    """Campaigns of the cycle that serve nothing named."""
    day = today(timezone.now())
    cycle = cycle_to_show(day)
    return desk(cycle, today=day).totals.unmapped if cycle else 0


COUNTS: Mapping[str, Callable[[User], int]] = {"owed": owed, "unlinked": unlinked}


def known(user: User, stored: Mapping[str, int]) -> Mapping[str, int]:
    """Counts by name out of what is `stored` for this person."""
    return {name: stored[_key(user, name)] for name in COUNTS if _key(user, name) in stored}


def keys(user: User) -> list[str]:
    """Where this person's counts are remembered."""
    return [_key(user, name) for name in COUNTS]


@allowed("home.view")
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One number, counted now."""
    if name not in COUNTS:
        raise Http404("There is no such count.")
    number = COUNTS[name](request.user)
    cache.set(_key(request.user, name), number, REMEMBERED_FOR)
    return render(request, "partials/count.html", {"count": number})


def _key(user: User, name: str) -> str:
    return f"count-{name}-{user.pk}"
