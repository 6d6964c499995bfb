"""Journeys grouped by their set of channels, for any number of channels."""

import numpy as np
from numpy.typing import NDArray

from attribution.core.sets import Sets
from attribution.core.transitions import Ints, Steps, summed

WORD = 63


def channel_sets(steps: Steps, *, channels: int) -> tuple[Sets, Ints]:
    """The distinct sets in ascending order, and the index of each journey's set."""
    key = set_keys(steps, channels=channels)
    if key.shape[1] == 1:
        distinct, index = np.unique(key[:, 0], return_inverse=True)
        distinct = distinct[:, None]
    else:
        distinct, index = np.unique(key, axis=0, return_inverse=True)
    index = index.reshape(-1)
    holds = np.zeros((len(distinct), channels), dtype=np.bool_)
    for channel in range(channels):
        holds[:, channel] = (distinct[:, channel // WORD] >> (channel % WORD)) & 1
    member, size = np.nonzero(holds)[1], holds.sum(axis=1)
    count = len(distinct)
    sets = Sets(
        channels=channels,
        offsets=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
        member=member.astype(np.int64),
        conversions=summed(index, steps.conversions, size=count),
        value=summed(index, steps.value, size=count),
        nulls=summed(index, steps.nulls, size=count),
    )
    return sets, index.astype(np.int64)


def set_keys(steps: Steps, *, channels: int) -> NDArray[np.int64]:
    """Matrix journeys x words: one bit a channel."""
    firsts = range(0, max(channels, 1), WORD)
    rows = [np.stack([_word(part, first) for first in firsts], axis=1) for part in steps.parts()]
    return np.concatenate([np.zeros((0, len(firsts)), dtype=np.int64), *rows])


def _word(steps: Steps, first: int) -> Ints:
    """Bits of the channels from `first` on."""
    place = steps.channel.astype(np.int64) - first
    here = (place >= 0) & (place < WORD)
    bit = np.where(here, np.int64(1) << np.where(here, place, 0), 0)
    return np.bitwise_or.reduceat(bit, steps.offsets[:-1])
