"""The marketing side of a world: its campaigns and what they cost by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.core.draws import Floats, Integers
from simulator.core.play import Played
from simulator.core.records import CAMPAIGN_WEIGHTS, STARTS_ON, Touches
from simulator.core.tables import Table, days, money

CURRENCY = "EUR"
_VIEWS_PER_TOUCH, _CLICK_SHARE = 12, 0.3


def campaigns(played: Played) -> Table:
    world = played.world
    pairs = [(channel, number) for channel in world.channels for number in range(len(CAMPAIGN_WEIGHTS))]
    first = STARTS_ON.astype("datetime64[D]")
    last = first + world.days - 1
    return Table(
        "campaigns.csv",
        {
            "external_id": [campaign_id(channel.name, number) for channel, number in pairs],
            "name": [f"{channel.name} – campaign {number + 1}" for channel, number in pairs],
            "channel": [channel.name for channel, _ in pairs],
            "starts_on": [str(first)] * len(pairs),
            "ends_on": [str(last)] * len(pairs),
            "mix": ["brand" if channel.brand >= 0.3 else "activation" for channel, _ in pairs],
            "state": ["ended"] * len(pairs),
        },
    )


def spend(played: Played, touches: Touches) -> Table:
    """One row per campaign and day with touches: views and clicks served, and their price of the week."""
    bill = _bill(played, touches)
    names = [item.name for item in played.world.channels]
    pairs = zip(bill.channel.tolist(), bill.campaign.tolist(), strict=True)
    return Table(
        "spend.csv",
        {
            "campaign_key": [campaign_id(names[channel], number) for channel, number in pairs],
            "days": days(STARTS_ON.astype("datetime64[D]") + bill.day),
            "amount": money(bill.cents),
            "currency": [CURRENCY] * len(bill.day),
            "impressions": (bill.served * _VIEWS_PER_TOUCH).tolist(),
            "clicks": np.ceil(bill.served * _CLICK_SHARE).astype(np.int64).tolist(),
        },
    )


def spend_by_channel(played: Played, touches: Touches) -> list[float]:
    """Units of currency."""
    bill = _bill(played, touches)
    cents = np.bincount(bill.channel, weights=bill.cents, minlength=len(played.world.channels))
    return [float(amount) / 100 for amount in cents]


def unit_costs(played: Played) -> Floats:
    """Cost of one touch, channel × day: steady drift, and noise that holds for a week."""
    world = played.world
    weeks = np.arange(world.days) // 7
    drift = np.linspace(0, 1, world.days)
    rows = [
        channel.unit_cost
        * (1 + channel.cost_drift * drift)
        * played.draws.lognormal(f"cost/{channel.name}", weeks, sigma=0.1)
        for channel in world.channels
    ]
    return np.vstack(rows)


def campaign_id(channel: str, number: int) -> str:
    return f"{channel.lower().replace(' ', '-')}-{number + 1}"


@dataclass(frozen=True, slots=True)
class _Bill:
    """One entry per day, channel and campaign with touches."""

    day: Integers
    channel: Integers
    campaign: Integers
    served: Integers
    cents: Integers


def _bill(played: Played, touches: Touches) -> _Bill:
    count = len(CAMPAIGN_WEIGHTS)
    paid = touches.take(touches.channel < len(played.world.channels))
    key = (paid.seconds // 86_400) * 100 + paid.channel * count + paid.campaign
    rows, served = np.unique(key, return_counts=True)
    day, slot = rows // 100, rows % 100
    channel = slot // count
    cents = np.maximum(np.rint(served * unit_costs(played)[channel, day] * 100), 1).astype(np.int64)
    return _Bill(day=day, channel=channel, campaign=slot % count, served=served, cents=cents)
