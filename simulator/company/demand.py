"""What each day's marketing brings about: at once and fading, channel by channel, with ever less for the next euro."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator.company.blueprint import CHANNELS
from simulator.company.campaigns import Campaign
from simulator.company.money import Ledger
from simulator.core.draws import Floats

HALF = 6.0
"""A channel that spends so many times its mean reaches half of what it ever could."""


@dataclass(frozen=True, slots=True)
class Pull:
    """Share of new business that a channel brings at its mean spend, and days after which a third of it is left."""

    share: float
    days: float


PULLS: Mapping[str, Pull] = {
    "Search": Pull(0.30, 3),
    "Paid social": Pull(0.10, 4),
    "Display": Pull(0.0, 3),
    "Video": Pull(0.01, 20),
    "E-mail": Pull(0.12, 3),
    "Content": Pull(0.14, 6),
    "Webinars": Pull(0.10, 6),
    "Trade fairs": Pull(0.04, 14),
    "Dinners": Pull(0.03, 10),
    "Out of home": Pull(0.01, 40),
    "Radio": Pull(0.01, 20),
    "Partner": Pull(0.08, 5),
    "Direct mail": Pull(0.01, 7),
    "Brand": Pull(0.01, 60),
}
"""The display programme is met by everybody and moves nobody; what is not pulled comes by itself."""


def demand(plan: tuple[Campaign, ...], money: Ledger) -> Floats:
    """By day of the ledger, 1 on average: how much more business begins and is decided than on a usual day."""
    by_channel = np.zeros((len(CHANNELS), money.spend.shape[1]))
    np.add.at(by_channel, [campaign.channel for campaign in plan], money.spend.astype(np.float64))
    whole = np.full(money.spend.shape[1], 1 - sum(pull.share for pull in PULLS.values()))
    for medium, spent in zip(CHANNELS, by_channel, strict=True):
        pull = PULLS[medium.name]
        whole += pull.share * _effect(spent, pull.days)
    return np.asarray(whole / whole.mean())


def _effect(spent: Floats, days: float) -> Floats:
    """Saturated stock of one channel, 1 where it stands at its mean."""
    kept, stock = np.exp(-1 / days), spent.mean()
    stocks = np.zeros(len(spent))
    for day, amount in enumerate(spent.tolist()):
        stock = kept * stock + (1 - kept) * amount
        stocks[day] = stock
    times = stocks / max(spent.mean(), 1e-9)
    return np.asarray((1 + HALF) * times / (times + HALF))
