"""The tour: a few stops for each role, through the stories that the demonstration company tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Subquery
from django.urls import reverse

from imports.models import Source
from people.models import Role, TourPlace, User
from people.policy import may

COMPANY = "brambleforge"


@dataclass(frozen=True, slots=True)
class Stop:
    url_name: str
    action: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class TourBar:
    """What the bar shows. `number` counts from 1; 0 where the tour is only offered."""

    number: int
    count: int
    stop: Stop
    url: str
    is_here: bool


_ALIGNED = Stop(
    "alignment",
    "home.view",
    "Are we aligned?",
    "One number, never without its parts: what was meant, what the data confirms, and the range over "
    "models. Open the receipt to recompute every digit.",
)
_STARVED = Stop(
    "findings",
    "findings.view",
    "A starved segment",
    "Healthcare has the highest priority of all and gets a fraction of its share. Each finding carries "
    "its money and the exact points that mending it brings.",
)
_DROPPED = Stop(
    "findings",
    "findings.view",
    "Money on what was dropped",
    "“Open the partner marketplace” was given up this quarter, and its campaigns go on spending. Look for"
    " the finding, and its way out.",
)
_BRAND = Stop(
    "explorer_models",
    "attribution.view",
    "A brand that last touch punishes",
    "Campaigns named “Made for Monday” open journeys that others close: much credit by first touch, next "
    "to none by last.",
)
_TRUTH = Stop(
    "truth",
    "attribution.view",
    "How far to trust a model",
    "Nine simulated worlds in which the truth is known, and how far each model was from it.",
)
_SUMMARY = Stop(
    "summary",
    "home.view",
    "What the board reads",
    "The quarter in ninety seconds: state, numbers with plan and cause, promises and what became of them."
    " It prints as it stands.",
)
_DESK = Stop(
    "desk",
    "links.edit",
    "Money that nobody linked",
    "Campaigns without an objective, by money at stake. A key accepts a suggestion; the bar above shrinks.",
)
_WRONG = Stop(
    "matrix",
    "attribution.view",
    "Linked to the wrong objective",
    "A search campaign, “Store rota”, is meant to keep customers, and its credit falls on new business. "
    "Intent stands beside evidence here.",
)
_HOLLOW = Stop(
    "explorer",
    "attribution.view",
    "Rich in clicks, poor in effect",
    "“Display: Everywhere at once” has more clicks than any other campaign. Find its credit.",
)
_MYSTERY = Stop(
    "kpis:index",
    "kpis.view",
    "A number nobody owns",
    "“Customer happiness index” comes from somebody’s spreadsheet, and a key result rests on it.",
)
_FILES = Stop(
    "imports:index",
    "imports.view",
    "Every row accounted for",
    "The company came in through these files: rows read are accepted, updated, unchanged, skipped or "
    "rejected, each with its reason.",
)
_GAPS = Stop(
    "explorer_coverage",
    "attribution.view",
    "What is missing",
    "Milestones without a touch, and how much each gap in the data costs.",
)
_OWED = Stop(
    "okrs:owed",
    "okrs.check_in",
    "What you owe",
    "Check-ins that wait for you; each takes less than a minute.",
)
_TREE = Stop(
    "okrs:tree",
    "okrs.view",
    "From objectives to key results",
    "Progress beside the pace it should have, what was said, and how long ago. Silence is never green.",
)
_PEOPLE = Stop(
    "people",
    "people.manage",
    "Who may do what",
    "Five roles; invite people by e-mail, change them, shut them out.",
)
_AUDIT = Stop(
    "audit",
    "people.audit",
    "Who did what",
    "Every change with its time and its author. No entry can be changed.",
)

STOPS: Mapping[str, Sequence[Stop]] = {
    Role.EXECUTIVE: (_ALIGNED, _STARVED, _DROPPED, _BRAND, _TRUTH, _SUMMARY),
    Role.MARKETER: (_ALIGNED, _DESK, _WRONG, _HOLLOW, _TREE, _OWED),
    Role.ANALYST: (_FILES, _GAPS, _HOLLOW, _BRAND, _TRUTH, _MYSTERY),
    Role.BOARD: (_SUMMARY, _ALIGNED, _TREE, _STARVED),
    Role.ADMINISTRATOR: (_ALIGNED, _FILES, _STARVED, _MYSTERY, _PEOPLE, _AUDIT),
}


def stops_of(user: User) -> Sequence[Stop]:
    """Only stops whose page the role may open."""
    return [stop for stop in STOPS[user.role] if may(user, stop.action)]


def place_of(user: User) -> int | None:
    """The stop that somebody is at, counted from 0; −1 where the tour waits to begin, None where it is over or absent.

    One small query; pages remember the answer.
    """
    places = TourPlace.objects.filter(user=user)
    at, ended = Subquery(places.values("stop")[:1]), Subquery(places.values("ended_at")[:1])
    found = Source.objects.filter(name=COMPANY).values_list(at, ended).first()
    if found is None:
        return None
    stop, ended_at = found
    if stop is None:
        return -1
    return None if ended_at else min(stop, len(stops_of(user)) - 1)


def bar(user: User, *, place: int | None, path: str) -> TourBar | None:
    """The bar of the page at `path`: the stop one is at, or on the first page alone the offer to begin."""
    stops = stops_of(user)
    if place is None or not stops or (place < 0 and path != "/"):
        return None
    stop = stops[max(place, 0)]
    url = reverse(stop.url_name)
    return TourBar(place + 1, len(stops), stop, url, is_here=place >= 0 and path == url)
