"""From the engine's `journey` and `step` to the number arrays that Markov chains and Shapley games work on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from attribution.core.sets import Sets
from attribution.core.transitions import Floats, Ints, Steps, Transitions
from attribution.engine.connection import Engine
from attribution.engine.plan import text

WORD = 60
WORDS = 4


@dataclass(frozen=True, slots=True)
class Travelled:
    """Journeys with touches, ordered by unit: `unit` is the independent unit's id, `mass` its number of members."""

    steps: Steps
    unit: Ints
    mass: Floats


def travelled(engine: Engine) -> Travelled:
    """All journeys that have a touch, in an order that depends on their ids alone."""
    rows = engine.run(text("travelled"))
    length = column(rows, "steps").astype(np.int64)
    channel = engine.run(text("travelled_step"))
    return Travelled(
        steps=Steps(
            offsets=np.concatenate([[0], np.cumsum(length)]).astype(np.int64),
            channel=column(channel, "channel").astype(np.int32),
            conversions=floats(rows, "conversions"),
            nulls=floats(rows, "nulls"),
            value=floats(rows, "value"),
        ),
        unit=column(rows, "cluster_id").astype(np.int64),
        mass=floats(rows, "mass"),
    )


def transitions_of(rows: pa.Table, *, channels: int, order: int) -> Transitions:
    """The result of transition.sql, of any engine."""
    return Transitions(
        channels=channels,
        order=order,
        source=column(rows, "source").astype(np.int64),
        target=column(rows, "target").astype(np.int64),
        count=floats(rows, "passes"),
        value=floats(rows, "money"),
    )


def sets_of(rows: pa.Table, *, channels: int) -> Sets:
    """The result of channel_set.sql, of any engine."""
    words = [column(rows, f"word_{word}").astype(np.int64) for word in range(WORDS)]
    holds = np.zeros((len(rows), channels), dtype=np.bool_)
    for channel in range(channels):
        holds[:, channel] = (words[channel // WORD] >> (channel % WORD)) & 1
    return Sets(
        channels=channels,
        offsets=np.concatenate([[0], np.cumsum(holds.sum(axis=1))]).astype(np.int64),
        member=np.nonzero(holds)[1],
        conversions=floats(rows, "conversions"),
        value=floats(rows, "value"),
        nulls=floats(rows, "nulls"),
    )


def bits(channels: int) -> pa.Table:
    """The relation `bit`: which word and bit of a set stands for which channel; 240 channels have one."""
    if channels > WORD * WORDS:
        raise ValueError(f"Channel sets in SQL hold at most {WORD * WORDS} channels, not {channels}.")
    names = ["channel", *(f"word_{word}" for word in range(WORDS))]
    columns: list[Sequence[int]] = [range(channels)]
    columns.extend([1 << (c % WORD) if c // WORD == word else 0 for c in range(channels)] for word in range(WORDS))
    types = [pa.int32(), *[pa.int64()] * WORDS]
    return pa.table([pa.array(c, type=t) for c, t in zip(columns, types, strict=True)], names=names)


def column(rows: pa.Table, name: str) -> NDArray[np.generic]:
    values: NDArray[np.generic] = rows.column(name).to_numpy()
    return values


def floats(rows: pa.Table, name: str) -> Floats:
    result: Floats = rows.column(name).cast(pa.float64()).to_numpy()
    return result
