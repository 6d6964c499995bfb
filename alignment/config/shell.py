"""What every page's frame needs: the navigation by role and the organisation's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from people.policy import may


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: shown to those who may do `action`."""

    label: str
    url_name: str
    action: str
    group: str = ""


NAVIGATION: Sequence[Entry] = (
    Entry("Alignment", "alignment", "home.view"),
    Entry("Objectives", "okrs:tree", "okrs.view"),
    Entry("Strategy map", "okrs:map", "okrs.view"),
    Entry("Mapping desk", "desk", "links.edit", group="Plan"),
    Entry("Sales targets", "okrs:sales_targets", "okrs.view", group="Plan"),
    Entry("Documents", "okrs:documents", "okrs.view", group="Plan"),
    Entry("Imports", "imports:index", "imports.view", group="Data"),
    Entry("What I owe", "okrs:owed", "okrs.check_in", group="You"),
    Entry("Jobs", "jobs:board", "jobs.view", group="Administration"),
    Entry("People", "people", "people.manage", group="Administration"),
    Entry("Organisation", "organisation", "organisation.edit", group="Administration"),
    Entry("Audit trail", "audit", "people.audit", group="Administration"),
    Entry("Components", "components", "components.view", group="Developers"),
)
THEMES = frozenset({"light", "dark"})


def shell(request: HttpRequest) -> dict[str, object]:
    """Navigation entries that this person may open, the current one marked by its longest matching address."""
    theme = request.COOKIES.get("theme", "")
    frame: dict[str, object] = {"theme": theme if theme in THEMES else ""}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {**frame, "navigation": ()}
    entries = [(entry, _address(entry)) for entry in NAVIGATION if may(user, entry.action)]
    here = max((url for _, url in entries if url and request.path.startswith(url)), key=len, default="")
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for entry, url in entries:
        if url:
            groups.setdefault(entry.group, []).append((entry.label, url, url == here))
    return {**frame, "navigation": tuple(groups.items())}


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
