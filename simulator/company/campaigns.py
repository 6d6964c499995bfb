"""The 120 campaigns: what each is called, whom it addresses, when it runs, and which objective it really helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.company.blueprint import CHANNELS, Channel
from simulator.company.calendar import QUARTERS, Calendar
from simulator.company.ids import CAMPAIGN, crm_id

ALL = ""
_TOPICS = (
    ("Clinic scheduling", "Healthcare", "healthcare"),
    ("Plan comparison", ALL, "growth"),
    ("Shift planning", "Manufacturing", "growth"),
    ("Store rota", "Retail", "growth"),
    ("Getting more from Plan", ALL, "customers"),
    ("Capacity guide", "Manufacturing", "growth"),
    ("Public tenders", "Public sector", "growth"),
    ("Ward staffing", "Healthcare", "healthcare"),
    ("Cost of idle hours", ALL, "profit"),
    ("Upgrade to Sense", ALL, "customers"),
    ("Peak season", "Retail", "growth"),
    ("Why planning fails", ALL, "brand"),
    ("Line balance", "Manufacturing", "growth"),
    ("Switching made easy", ALL, "growth"),
    ("Customer round table", ALL, "customers"),
    ("Care rota clinic", "Healthcare", "healthcare"),
)
_BRAND_TOPICS = ("Monday morning", "The quiet office", "Nobody waits", "City centres", "One plan", "Coffee first")
_OWNERS = {"digital": "digital", "experiential": "events", "offline": "brand"}
MONDAY = "Made for Monday"
THEMES = ("Care that plans", "Planning for growth", "Customers for life", MONDAY, "Every hour counts", "Marketplace")
_THEME_OF = {"healthcare": 0, "growth": 1, "customers": 2, "brand": 3, "profit": 4}


@dataclass(frozen=True, slots=True)
class Campaign:
    """One initiative; quarters are numbered 0 to 7."""

    number: int
    name: str
    channel: int
    theme: str
    segment: str
    serves: str
    """Business objective that it really helps."""
    declared: str
    """Business objective that it is linked to; empty where nobody linked it."""
    first: int
    last: int
    budget: float = 1.0
    """Relative to the others of its channel."""
    reach: float = 1.0
    """Touches relative to the others of its channel."""
    story: str = ""
    owner: str = "demand"

    @property
    def medium(self) -> Channel:
        return CHANNELS[self.channel]

    @property
    def external_id(self) -> str:
        return crm_id(CAMPAIGN, self.number)


def campaigns(calendar: Calendar) -> tuple[Campaign, ...]:
    """All campaigns, the planted ones in their places."""
    plain = [_plain(number, *place, calendar) for number, place in enumerate(_places())]
    return tuple(_planted(campaign) for campaign in plain)


def _places() -> Iterator[tuple[int, int]]:
    for channel, medium in enumerate(CHANNELS):
        for place in range(medium.campaigns):
            yield channel, place


def _plain(number: int, channel: int, place: int, calendar: Calendar) -> Campaign:
    medium = CHANNELS[channel]
    topic, segment, serves = _TOPICS[(place + 3 * channel) % len(_TOPICS)]
    first, last = _life(medium, place)
    name = f"{medium.name}: {topic}"
    if medium.brand_share >= 0.7:
        serves, segment, name = "brand", ALL, f"{MONDAY}: {_BRAND_TOPICS[place]} ({medium.name})"
    if medium.quarterly:
        name = f"{name} ({calendar.quarters[first].name})"
    theme = THEMES[_THEME_OF[serves]]
    return Campaign(number, name, channel, theme, segment, serves, serves, first, last, owner=_OWNERS[medium.kind])


def _life(medium: Channel, place: int) -> tuple[int, int]:
    """Events last a quarter; the others run throughout, for the first year, for the second, or since the middle."""
    if medium.quarterly:
        quarter = place * QUARTERS // medium.campaigns
        return quarter, quarter
    return ((0, 7), (0, 3), (4, 7), (0, 7), (2, 7))[place % 5]


def _planted(campaign: Campaign) -> Campaign:
    match campaign.name:
        case "Display: Line balance":
            return replace(
                campaign, name="Display: Everywhere at once", segment=ALL, first=0, last=7, budget=6.0, reach=6.0,
                story="hollow_display",
            )  # fmt: skip
        case "Search: Store rota":
            return replace(campaign, declared="customers", budget=2.5, reach=2.0, story="wrong_objective")
        case "Partner: Getting more from Plan" | "Partner: Capacity guide" | "Partner: Plan comparison":
            name = campaign.name.replace("Partner: ", "Partner: Marketplace – ")
            return replace(
                campaign, name=name, theme="Marketplace", serves="growth", declared="marketplace", segment=ALL,
                first=6, last=7, budget=2.5, story="dropped_objective",
            )  # fmt: skip
    if campaign.serves == "brand" and campaign.medium.brand_share >= 0.7:
        return replace(campaign, reach=2.5, story="punished_brand")
    return replace(campaign, declared="") if campaign.number % 17 == 5 else campaign
