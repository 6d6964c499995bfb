"""Steps by channel alone: every touch is one whole number, and putting millions of them in order is one sort.

From its high to its low bits a number holds the journey, how much younger than the look-back the touch is, and its
channel. Touches of one journey and second, of which there are few, are then put in order by the database.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from attribution.core.transitions import Ints
from attribution.engine.connection import Engine

BITS = 62
TOUCHES = "SELECT ((journey_id - $least) << $high) + (($oldest - age) << $low) + channel AS touch FROM touched"
MOMENTS = """
SELECT tied.journey_id, journey.unit_id, journey.ended_at - tied.age AS occurred_at
FROM tied JOIN journey ON journey.journey_id = tied.journey_id
"""
# By unit and second, so that little of the touches is read.
TIED = """
SELECT channel.code
FROM tied_moment
JOIN touch ON touch.unit_id = tied_moment.unit_id AND touch.occurred_at = tied_moment.occurred_at
JOIN channel ON channel.channel_id = COALESCE(touch.channel_id, -1)
ORDER BY tied_moment.journey_id, tied_moment.occurred_at, touch.source_rank, touch.touch_id
"""


@dataclass(frozen=True, slots=True)
class Packing:
    """The number of a touch: its channel in the lowest `low` bits, its journey from bit `high` on."""

    least: int
    oldest: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """Journeys `ids`, ascending; journey j has the steps offsets[j]:offsets[j + 1], oldest first.

    `campaign` and `asset` are empty where nobody asked for them.
    """

    ids: Ints
    offsets: Ints
    channel: NDArray[np.int32]
    age: Ints
    campaign: Ints
    asset: Ints


def packing(journeys: Ints, *, oldest: int, channels: int) -> Packing | None:
    """How touches of these journeys are packed, none older than `oldest`; None where there are not bits enough."""
    if not len(journeys):
        return None
    least, low = int(journeys.min()), channels.bit_length()
    high = low + oldest.bit_length()
    return Packing(least, oldest, low, high) if high + (int(journeys.max()) - least).bit_length() <= BITS else None


def packed(engine: Engine, how: Packing) -> Ordered:
    """All steps of `touched`. Works in place where it can: fresh memory is what takes time here."""
    known = {"least": how.least, "oldest": how.oldest, "low": how.low, "high": how.high}
    rows = engine.run(TOUCHES, known).column("touch")
    touch = np.concatenate([np.zeros(0, dtype=np.int64), *(chunk.to_numpy() for chunk in rows.chunks)])
    del rows
    touch.sort()
    differs = touch[1:] ^ touch[:-1]
    starts = np.flatnonzero(differs >= 1 << how.high) + 1
    offsets = np.concatenate([[0], starts, [len(touch)]]).astype(np.int64) if len(touch) else np.zeros(1, np.int64)
    same_second = np.flatnonzero((differs < 1 << how.low) & (differs > 0))
    del differs, starts
    ids = (touch[offsets[:-1]] >> how.high) + how.least
    channel = np.empty(len(touch), dtype=np.int32)
    np.bitwise_and(touch, (1 << how.low) - 1, out=channel, casting="unsafe")
    touch >>= how.low
    _settle(engine, how, channel, touch, np.unique(touch[same_second]))
    touch &= (1 << (how.high - how.low)) - 1
    np.subtract(how.oldest, touch, out=touch)
    nothing = np.zeros(0, dtype=np.int64)
    return Ordered(ids, offsets, channel, touch, campaign=nothing, asset=nothing)


def _settle(engine: Engine, how: Packing, channel: NDArray[np.int32], moment: Ints, tied: Ints) -> None:
    """Put the channels of these moments in the order that source rank and touch id give equal seconds.

    `moment` is the journey and the second of every step, ascending; `tied` are those to settle.
    """
    if len(tied):
        width = how.high - how.low
        ages = how.oldest - (tied & ((1 << width) - 1))
        engine.register("tied", pa.table({"journey_id": (tied >> width) + how.least, "age": ages}))
        begin, end = (np.searchsorted(moment, tied, side=side) for side in ("left", "right"))
        length = end - begin
        place = np.arange(length.sum()) + np.repeat(begin - np.cumsum(length) + length, length)
        engine.table("tied_moment", MOMENTS)
        channel[place] = engine.run(TIED).column("code").to_numpy()
