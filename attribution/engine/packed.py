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
TIED = "SELECT channel FROM touched WHERE journey_id IN ({them}) ORDER BY journey_id, age DESC, source_rank, touch_id"
# Up to so many are named in the query, which then reads far less.
FEW = 1_000


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
    del differs
    ids = (touch[offsets[:-1]] >> how.high) + how.least
    channel = np.empty(len(touch), dtype=np.int32)
    np.bitwise_and(touch, (1 << how.low) - 1, out=channel, casting="unsafe")
    touch >>= how.low
    touch &= (1 << (how.high - how.low)) - 1
    np.subtract(how.oldest, touch, out=touch)
    _settle(engine, channel, ids, offsets, np.unique(np.searchsorted(offsets, same_second, side="right") - 1))
    nothing = np.zeros(0, dtype=np.int64)
    return Ordered(ids, offsets, channel, touch, campaign=nothing, asset=nothing)


def _settle(engine: Engine, channel: NDArray[np.int32], ids: Ints, offsets: Ints, tied: Ints) -> None:
    """Put the channels of these journeys in the order that source rank and touch id give equal seconds."""
    if len(tied):
        engine.register("tied", pa.table({"journey_id": ids[tied]}))
        few = ", ".join(map(str, ids[tied].tolist())) if len(tied) <= FEW else ""
        rows = engine.run(TIED.format(them=few or "SELECT journey_id FROM tied"))
        length = np.diff(offsets)[tied]
        place = np.arange(length.sum()) + np.repeat(offsets[tied] - np.cumsum(length) + length, length)
        channel[place] = rows.column("channel").to_numpy()
