"""Journeys grouped by their set of channels, for any number of channels."""

import numpy as np
from numpy.typing import NDArray

from attribution.core.sets import Sets
from attribution.core.transitions import Ints, Steps, summed

WORD = 63
# Up to so many channels the sets are counted in a table of all there can be.
TABLE = 20


def channel_sets(steps: Steps, *, channels: int) -> tuple[Sets, Ints]:
    """The distinct sets in ascending order, and the index of each journey's set."""
    distinct, index = _distinct(set_keys(steps, channels=channels), channels=channels)
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
    return sets, index


def _distinct(key: NDArray[np.int64], *, channels: int) -> tuple[NDArray[np.int64], Ints]:
    """Distinct lines in ascending order, and which of them each line is; few channels have a table of all sets."""
    if channels <= TABLE:
        count = np.bincount(key[:, 0], minlength=1 << channels)
        place = np.cumsum(count > 0) - 1
        return np.flatnonzero(count)[:, None], place[key[:, 0]]
    distinct, index = np.unique(key, axis=0 if key.shape[1] > 1 else None, return_inverse=True)
    return distinct.reshape(-1, key.shape[1]), index.reshape(-1).astype(np.int64, copy=False)


def set_keys(steps: Steps, *, channels: int) -> NDArray[np.int64]:
    """Matrix journeys x words: one bit a channel."""
    bits = np.zeros((max(-(-channels // WORD), 1), channels), dtype=np.int64)
    for channel in range(channels):
        bits[channel // WORD, channel] = 1 << (channel % WORD)
    rows = [np.stack([_word(part, word) for word in bits], axis=1) for part in steps.parts()]
    return np.concatenate([np.zeros((0, len(bits)), dtype=np.int64), *rows])


def _word(steps: Steps, bits: Ints) -> Ints:
    """The bits of every journey's channels together."""
    return np.bitwise_or.reduceat(bits[steps.channel], steps.offsets[:-1])
