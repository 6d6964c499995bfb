"""Everything that happened at the company, before it is written into anybody's format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from simulator.company.calendar import Calendar, calendar
from simulator.company.campaigns import Campaign, campaigns
from simulator.company.deals import Deals, deals
from simulator.company.demand import demand
from simulator.company.market import Market, market
from simulator.company.money import Ledger, ledger
from simulator.company.origins import by_origin
from simulator.company.size import FULL, Size
from simulator.company.stages import Stages, stages
from simulator.company.touches import Touches, touches
from simulator.core.draws import Draws, Integers


@dataclass(frozen=True, slots=True)
class Facts:
    calendar: Calendar
    draws: Draws
    campaigns: tuple[Campaign, ...]
    money: Ledger
    market: Market
    deals: Deals
    touches: Touches
    stages: Stages

    def when(self, seconds: Integers) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
        return np.asarray(np.datetime64(self.calendar.starts_on, "s") + seconds.astype("timedelta64[s]"))

    def dates(self, days: Integers) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
        return np.asarray(np.datetime64(self.calendar.starts_on, "D") + days.astype("timedelta64[D]"))


def facts(today: date, *, seed: int, year_starts: int = 1, scale: Size = FULL) -> Facts:
    """Two years of a software maker, of full size or small; equal arguments give equal facts."""
    draws, time = Draws(seed), calendar(today, year_starts=year_starts)
    plan = campaigns(time)
    money = ledger(plan, time, draws, scale)
    world = market(draws, scale)
    sold = deals(world, time, draws, demand=demand(plan, money))
    seen = touches(world, sold, plan, money, time, draws)
    sold = by_origin(sold, world, seen, plan)
    reached = stages(world, sold, seen, time.now * 86_400, draws)
    return Facts(time, draws, plan, money, world, sold, seen, reached)
