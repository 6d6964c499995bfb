"""What a simulated world is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Market(StrEnum):
    PEOPLE = "people"
    """Single persons who place orders."""
    ACCOUNTS = "accounts"
    """Companies with several contacts and long deals."""


class Pattern(StrEnum):
    """How a channel's money is spread over the year."""

    ALWAYS_ON = "always_on"
    FLIGHTS = "flights"
    EVENTS = "events"
    CHASES_SEASON = "chases_season"


@dataclass(frozen=True, slots=True)
class Channel:
    """One player of the counterfactual game: how it reaches people, what it does to them, what it costs."""

    name: str
    rate: float
    """Touches per unit and day, averaged over units and days."""
    effect: float
    """By how much the conversion rate grows, as a multiple of the base rate, when the stock is saturated."""
    half_life: float = 7.0
    """Days after which half of a touch's effect is left."""
    targeting: float = 0.0
    """Reach grows with intent to this power: 0 is blind, 1 is proportional."""
    brand: float = 0.0
    """What one touch adds to the long-lived brand stock."""
    pooled: bool = False
    """Reaches only those who visited before (retargeting)."""
    pattern: Pattern = Pattern.ALWAYS_ON
    unit_cost: float = 1.0
    cost_drift: float = 0.1
    """Growth of the unit cost over the simulated time; 0.1 is ten per cent."""
    tracked: float = 1.0
    """Share of touches that leave a record."""


@dataclass(frozen=True, slots=True)
class Lift:
    """Stock of `source` (a channel or "brand") raises the reach of `target` (a channel or "Direct")."""

    source: str
    target: str
    strength: float


@dataclass(frozen=True, slots=True)
class World:
    """A population, its channels, and how the two act on each other; all rates are per unit and day."""

    name: str
    sentence: str
    market: Market
    channels: tuple[Channel, ...]
    lifts: tuple[Lift, ...]
    units: int
    days: int
    conversion_rate: float
    """Without marketing and outside buying windows, for a unit of average intent."""
    value_median: float
    value_sigma: float
    intent_sigma: float = 0.6
    """Spread of lasting intent (log scale); its mean over units is 1."""
    windows_per_year: float = 1.2
    """How often a unit enters a buying window by itself."""
    window_days: float = 21.0
    window_boost: float = 8.0
    """Intent inside a buying window is 1 + this times the lasting intent."""
    saturation: float = 2.0
    """Stock s has the share 1 - exp(-s / saturation) of its full effect."""
    brand_effect: float = 0.0
    brand_half_life: float = 150.0
    season: float = 0.0
    """Swing of demand over the year; 0.4 is plus and minus forty per cent."""
    split_identity: float = 0.0
    """Share of units whose touches are recorded under two names."""
    messy_crm: bool = False
    direct_rate: float = 0.004

    def __post_init__(self) -> None:
        if len(self.channels) > 8:
            raise ValueError(f"World {self.name} has {len(self.channels)} channels; the exact game takes at most 8.")
