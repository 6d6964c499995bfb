"""What a model says at the moment that somebody promises."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Campaign
from forecasts.core.interval import Interval
from forecasts.selectors.launch import Plan, launches, newest_fits
from forecasts.selectors.outlook import drawn_outlook


@dataclass(frozen=True, slots=True)
class Beside:
    """What a model said at the same time."""

    model: str
    band: Interval
    built_on: str


def outlook_beside(key_result: int) -> Beside | None:
    """The newest outlook of a key result; None where it has no range."""
    row = drawn_outlook(key_result=key_result)
    if row is None or row.median is None or row.low is None or row.high is None:
        return None
    return Beside("outlook", Interval(float(row.low), float(row.median), float(row.high)), row.built_on)


def launch_beside(campaign: Campaign, spend: Decimal | None, quantity: str) -> Beside | None:
    """What closed campaigns say of one of this channel, kind and spend; None where they say nothing."""
    fits = newest_fits()
    if spend is None or quantity not in fits:
        return None
    plan = Plan(campaign.channel.name if campaign.channel else "", campaign.mix, float(spend))
    found = launches([plan], fits, money=quantity, hurdle=0.0, key_result=None)[0]
    band = found.outcomes.get(quantity)
    return Beside("launch", band, found.built_on) if band else None
