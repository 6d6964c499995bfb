"""What the trackers and the CRM noticed of a played world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.core.candidates import DIRECT
from simulator.core.draws import Floats, Integers
from simulator.core.play import Played
from simulator.core.world import Market

CAMPAIGN_WEIGHTS = (0.5, 0.3, 0.2)
STARTS_ON = np.datetime64("2025-01-01", "s")
"""First day of every simulated world."""
_DAY, _HOUR = 86_400, 3_600


@dataclass(frozen=True, slots=True)
class Touches:
    """Touches of the world as it is, in order of time; seconds count from the first day."""

    unit: Integers
    person: Integers
    """Number of the contact inside the unit; people are their unit's number 0."""
    second_name: NDArray[np.bool_]
    """Recorded under the person's other identity."""
    channel: Integers
    campaign: Integers
    """Number of the campaign inside its channel."""
    seconds: Integers

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, rows: NDArray[np.bool_] | Integers) -> Touches:
        return Touches(*(getattr(self, name)[rows] for name in Touches.__slots__))


def served(played: Played) -> Touches:
    """Every touch that happened, recorded or not."""
    happened = played.touches
    rows = np.flatnonzero(played.outcome.touched)
    unit, day, channel = happened.unit[rows], happened.day[rows], happened.channel[rows]
    address = day * (len(played.world.channels) + 1) + channel
    draws = played.draws
    seconds = day * _DAY + 6 * _HOUR + draws.integer("clock", 12 * _HOUR, unit, address)
    split = draws.uniform("identity/split", unit) < played.world.split_identity
    touches = Touches(
        unit=unit,
        person=_person(played, unit, address),
        second_name=split & (draws.uniform("identity/which", unit, address) < 0.5),
        channel=channel,
        campaign=draws.choice("campaign", CAMPAIGN_WEIGHTS, unit, address),
        seconds=seconds,
    )
    return touches.take(np.lexsort((channel, unit, seconds)))


def recorded(played: Played, touches: Touches) -> Touches:
    """Those that left a record."""
    shares = np.array([*(channel.tracked for channel in played.world.channels), 1.0])
    kept = played.draws.uniform("tracked", touches.unit, touches.seconds) < shares[touches.channel]
    return touches.take(kept)


def contacts_per_unit(played: Played) -> Integers:
    """People stand alone; accounts have one to nine contacts."""
    units = np.arange(played.world.units)
    if played.world.market is Market.PEOPLE:
        return np.ones(len(units), dtype=np.int64)
    more = played.draws.exponential("contacts", units, mean=3.0).astype(np.int64)
    return np.asarray(1 + np.minimum(more, 8))


def evening(played: Played, unit: Integers, day: Integers, stream: str = "clock/conversion") -> Integers:
    """Seconds of conversions: after the day's touches."""
    return np.asarray(day * _DAY + 18 * _HOUR + played.draws.integer(stream, 5 * _HOUR, unit, day))


def channel_names(played: Played) -> list[str]:
    return [*(channel.name for channel in played.world.channels), DIRECT]


def when(seconds: Integers) -> NDArray[np.datetime64]:
    return np.asarray(STARTS_ON + seconds.astype("timedelta64[s]"))


def _person(played: Played, unit: Integers, address: Integers) -> Integers:
    """The first contacts of an account are touched more often than the last."""
    skewed: Floats = played.draws.uniform("person", unit, address) ** 1.6
    return np.asarray(np.floor(skewed * contacts_per_unit(played)[unit]), dtype=np.int64)
