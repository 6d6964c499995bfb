"""What a customer is worth by the channel that met its company first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.company.blueprint import CHANNELS
from simulator.company.campaigns import Campaign
from simulator.company.deals import Deals
from simulator.company.market import Market
from simulator.company.touches import DIRECT, Touches
from simulator.core.draws import Integers

ORDINARY = 1.0
"""Companies that came by themselves, or were never met."""


def by_origin(sold: Deals, world: Market, seen: Touches, plan: tuple[Campaign, ...]) -> Deals:
    """The same deals, larger or smaller by the worth of their company's first channel, in tens of the currency."""
    channel = first_channel(world, seen, plan)
    worth = np.array([*(medium.worth for medium in CHANNELS), ORDINARY])[channel[sold.account]]
    return replace(sold, cents=np.asarray(np.rint(sold.cents / 1_000 * worth) * 1_000, dtype=np.int64))


def first_channel(world: Market, seen: Touches, plan: tuple[Campaign, ...]) -> Integers:
    """Number of the channel of each account's first touch; DIRECT where no campaign brought it or nobody was met."""
    account = world.account[seen.contact]  # touches are in order of time
    met, touch = np.unique(account, return_index=True)
    medium = np.array([*(campaign.channel for campaign in plan), DIRECT])
    found = np.full(world.scale.accounts, DIRECT, dtype=np.int64)
    found[met] = medium[seen.campaign[touch]]
    return found
