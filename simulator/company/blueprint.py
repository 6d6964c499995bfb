"""What the company is: its markets, channels and business objectives. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "Brambleforge Software"
CURRENCY = "EUR"
SEGMENTS = ("Healthcare", "Manufacturing", "Retail", "Public sector")
SEGMENT_WEIGHTS = (0.22, 0.33, 0.30, 0.15)
WIN_RATES = (0.33, 0.24, 0.24, 0.20)
DEAL_SIZES = (1.4, 1.1, 0.8, 1.2)
REGIONS, REGION_WEIGHTS = ("North", "Central", "South", "West"), (0.3, 0.35, 0.2, 0.15)
PRODUCTS, PRODUCT_WEIGHTS = ("Plan", "Flow", "Sense"), (0.55, 0.3, 0.15)

EARLY, MIDDLE, LATE, DURING, BACKGROUND, RENEWAL = range(6)
"""When a touch happens: far before a deal, on the way, just before it opens, while it is open, without a deal, and
before a renewal."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A medium: how many campaigns it has, its share of the money, and when its touches happen."""

    name: str
    kind: str
    campaigns: int
    budget: float
    moments: tuple[float, float, float, float, float, float]
    cost_per_thousand: float
    click_rate: float
    brand_share: float = 0.0
    quarterly: bool = False
    """Its campaigns are single events, one or more a quarter."""
    worth: float = 1.0
    """Deals of companies that it met first, relative to those of companies that came by themselves."""


CHANNELS = (
    Channel("Search", "digital", 10, 0.17, (0.8, 1.0, 2.5, 0.3, 1.2, 0.3), 45.0, 0.034, worth=0.85),
    Channel("Paid social", "digital", 10, 0.12, (1.8, 1.2, 0.5, 0.4, 1.6, 0.2), 18.0, 0.009, worth=0.65),
    Channel("Display", "digital", 8, 0.11, (3.5, 0.3, 0.2, 0.1, 1.5, 0.1), 5.0, 0.004, worth=0.6),
    Channel("Video", "digital", 6, 0.05, (1.4, 0.3, 0.05, 0.0, 0.8, 0.1), 12.0, 0.003, brand_share=0.7),
    Channel("E-mail", "digital", 12, 0.05, (0.2, 0.9, 0.8, 0.6, 1.0, 2.4), 20.0, 0.022, worth=0.9),
    Channel("Content", "digital", 14, 0.10, (1.1, 1.5, 0.8, 0.5, 1.2, 0.9), 60.0, 0.030, brand_share=0.3, worth=1.2),
    Channel("Webinars", "digital", 16, 0.07, (0.4, 2.2, 1.4, 0.9, 0.4, 1.0), 90.0, 0.050, quarterly=True, worth=1.3),
    Channel(
        "Trade fairs", "experiential", 8, 0.12, (24.0, 6.0, 3.0, 2.0, 0.5, 0.8), 0.0, 0.0, quarterly=True, worth=1.45
    ),
    Channel("Dinners", "experiential", 8, 0.03, (1.5, 1.2, 2.4, 2.4, 0.05, 0.8), 0.0, 0.0, quarterly=True, worth=1.6),
    Channel("Out of home", "offline", 6, 0.04, (1.0, 0.05, 0.0, 0.0, 0.2, 0.0), 8.0, 0.0, brand_share=1.0),
    Channel("Radio", "offline", 4, 0.03, (1.0, 0.05, 0.0, 0.0, 0.15, 0.0), 6.0, 0.0, brand_share=1.0),
    Channel("Partner", "digital", 8, 0.05, (0.4, 0.6, 1.2, 0.8, 0.2, 0.3), 40.0, 0.012, worth=1.45),
    Channel("Direct mail", "offline", 6, 0.03, (0.3, 0.6, 0.5, 0.3, 0.3, 0.5), 400.0, 0.0, worth=0.8),
    Channel("Brand", "digital", 4, 0.03, (3.0, 0.4, 0.03, 0.0, 0.5, 0.2), 10.0, 0.002, brand_share=1.0, worth=1.4),
)
CHANNEL = {channel.name: number for number, channel in enumerate(CHANNELS)}
DIRECT_MOMENTS = (0.3, 0.8, 2.0, 0.5, 0.8, 0.5)


@dataclass(frozen=True, slots=True)
class BusinessObjective:
    """A goal of the company; `key` is how campaigns and stories name it."""

    key: str
    name: str
    category: str
    weight: float
    owner: str
    co_owners: tuple[str, ...]
    scope: str
    """JSON over the dimensions."""
    horizon: str = "short"


BUSINESS = (
    BusinessObjective("healthcare", "Become a leader in healthcare", "share", 0.30, "cmo", ("sales", "product"),
                      '{"segment": ["Healthcare"]}'),
    BusinessObjective("growth", "Grow new business by a fifth", "revenue", 0.25, "sales", ("sales",),
                      '{"business": ["new"], "segment": ["Manufacturing", "Retail", "Public sector"]}'),
    BusinessObjective("customers", "Keep our customers and grow with them", "customer", 0.20, "success", ("success",),
                      '{"business": ["existing"]}'),
    BusinessObjective("brand", "Be the first name that comes to mind", "brand", 0.15, "brand", (), "{}", "long"),
    BusinessObjective("profit", "Earn more from every euro", "profit", 0.10, "finance", ("finance",), "{}"),
)  # fmt: skip

PEOPLE = {
    "cmo": ("Mara Thistlewood", "executive"),
    "sales": ("Joren Fennimore", "executive"),
    "finance": ("Ilse Quarrington", "executive"),
    "success": ("Tavi Marshbank", "marketer"),
    "product": ("Odalys Pemberwick", "marketer"),
    "brand": ("Corin Ashgrove", "marketer"),
    "demand": ("Nela Brackenridge", "marketer"),
    "events": ("Pim Hollowell", "marketer"),
    "digital": ("Suri Wexcombe", "marketer"),
    "analyst": ("Bastian Orrery", "analyst"),
    "board": ("Hedda Vantongeren-Moss", "board"),
}


_ADDRESSES = {"demand": "marketer"}
"""Addresses are those of the log-ins that every demonstration has; whose differs from the key stands here."""


def address(person: str) -> str:
    """E-mail address of somebody in PEOPLE; empty for nobody."""
    return f"{_ADDRESSES.get(person, person)}@demo.example" if person else ""
