"""What every page's frame needs: the theme, the organisation's name and the navigation by role."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alignment.config import counts, house
from alignment.config.house import HOUSE
from people.models import User
from people.policy import may
from reports.dashboards.numbers.page import address
from reports.dashboards.tour import TourBar, bar, place_of

READING = frozenset({"GET", "HEAD", "OPTIONS"})
NOWHERE = -2  # a place on the tour of somebody who is not on it; a cache keeps no None
THEMES = frozenset({"light", "dark"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: shown to those who may do `action`, with a number of alignment.config.counts."""

    label: str
    url_name: str
    action: str
    group: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is shown; `count` is None while it has to be fetched."""

    label: str
    url: str
    is_current: bool
    counts: str
    count: int | None


NAVIGATION: Sequence[Entry] = (
    Entry("Alignment", "alignment", "home.view"),
    Entry("Score", "score", "home.view"),
    Entry("Findings", "findings", "findings.view"),
    Entry("Executive summary", "summary", "reports.view"),
    Entry("Close of quarter", "close", "reports.view"),
    Entry("Objectives", "okrs:tree", "okrs.view"),
    Entry("Mapping desk", "desk", "links.edit", count="unlinked"),
    Entry("Plan and budget", "plan", "plan.view"),
    Entry("Outlook", "forecasts:index", "outlook.view", group="Outlook"),
    Entry("Before launch", "forecasts:launch", "outlook.view", group="Outlook"),
    Entry("Promises", "forecasts:promises", "outlook.view", group="Outlook"),
    Entry("Leading KPIs", "forecasts:court", "outlook.view", group="Outlook"),
    Entry("Customer value", "forecasts:customers", "outlook.view", group="Outlook"),
    Entry("Media mix", "forecasts:mix", "outlook.view", group="Outlook"),
    Entry("Budget moves", "forecasts:budget", "outlook.view", group="Outlook"),
    Entry("KPIs", "kpis:index", "kpis.view", group="Evidence"),
    Entry("Intent and evidence", "matrix", "findings.view", group="Evidence"),
    Entry("Alignment check", "audit_check", "findings.view", group="Evidence"),
    Entry("Experiments", "experiments", "findings.view", group="Evidence"),
    Entry("Attribution", "explorer", "attribution.view", group="Evidence"),
    Entry("Departments", "departments", "reports.view", group="Evidence"),
    Entry("Sales targets", "okrs:sales_targets", "okrs.view", group="Plan"),
    Entry("Documents", "okrs:documents", "okrs.view", group="Plan"),
    Entry("Imports", "imports:index", "imports.view", group="Data"),
    Entry("Campaign names", "crm:names", "crm.names", group="Data"),
    Entry("Merged records", "crm:merges", "crm.identity", group="Data"),
    Entry("Jobs", "jobs:board", "jobs.view", group="Data"),
    Entry("What I owe", "okrs:owed", "okrs.check_in", group="You", count="owed"),
    Entry("Share links", "share_links", "reports.share", group="Administration"),
    Entry("People", "people", "people.manage", group="Administration"),
    Entry("Organisation", "organisation", "organisation.edit", group="Administration"),
    Entry("Personal data", "crm:personal_data", "crm.personal_data", group="Administration"),
    Entry("Audit trail", "audit", "people.audit", group="Administration"),
    Entry("Components", "components", "components.view", group="Developers"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Callables, so that parts of a page, which show no frame, pay for none."""
    return {
        "theme": theme(request),
        "house_name": partial(house.name, request),
        "currency": partial(house.currency, request),
        "navigation": partial(navigation, request),
        "tour": partial(tour, request),
        "explained": partial(explained, request),
    }


def explained(request: HttpRequest) -> str:
    """Where the numbers of this page are explained; empty where it has none, or nobody is logged in."""
    user, match = getattr(request, "user", None), request.resolver_match
    return address(match.view_name) if match and user and user.is_authenticated else ""


def theme(request: HttpRequest) -> str:
    """The theme that the reader chose; empty for the system's own."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def navigation(request: HttpRequest) -> Sequence[tuple[str, Sequence[Line]]]:
    """Groups of entries that this person may open, the one nearest to this page marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    entries = [(entry, _address(entry.url_name)) for entry in NAVIGATION if may(user, entry.action)]
    here = max(entries, key=lambda pair: _fit(request.path, pair[1]), default=None)
    known = counts.known(user, _memory(request, user))
    groups: dict[str, list[Line]] = {}
    for entry, url in entries:
        is_current = (entry, url) == here and _fit(request.path, url) > 0
        line = Line(entry.label, url, is_current, entry.count, known.get(entry.count))
        groups.setdefault(entry.group, []).append(line)
    return tuple((group, tuple(lines)) for group, lines in groups.items())


def tour(request: HttpRequest) -> TourBar | None:
    """The bar of the tour for this page; where somebody is on it is remembered for a minute."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    place = _memory(request, user).get(_tour_key(user))
    if place is None:
        place = _place(user)
        cache.set(_tour_key(user), place, house.MINUTE)
    return None if place == NOWHERE else bar(user, place=place, path=request.path)


def _memory(request: HttpRequest, user: User) -> Mapping[str, int]:
    """What is remembered of this person for the frame; a request asks once."""
    known: Mapping[str, int] | None = getattr(request, "memory", None)
    if known is None:
        known = request.memory = cache.get_many([_tour_key(user), *counts.keys(user)])  # type: ignore[attr-defined]
    return known


_address = functools.cache(reverse)
"""Of the fixed pages of the navigation, which never move."""


def _place(user: User) -> int:
    place = place_of(user)
    return NOWHERE if place is None else place


def _tour_key(user: User) -> str:
    return f"tour-of-{user.pk}"


def forget_after_changes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever changes something sees name and numbers anew, not as they were remembered."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in READING and request.user.is_authenticated:
            cache.delete_many([HOUSE, _tour_key(request.user), *counts.keys(request.user)])
        return response

    return handle


def _fit(path: str, url: str) -> int:
    """How near an entry is to this page, 0 for a stranger; the first page is not the home of all others."""
    if url == "/":
        return int(path == url)
    return len(url) if path.startswith(url) else 0
