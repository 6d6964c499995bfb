"""Steps of all journeys as weighted transitions between coded states.

A state of order k is the last k channels: code = sum of (channel + 1) * base**i over i = 0 (most recent) .. k-1,
base = channels + 1. Code 0 is the start; CONVERSION and NULL are the two ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

START, CONVERSION, NULL = 0, -1, -2
# Room for the sums of order 2 at 100 channels.
TABLE = 2_000_000
# Steps that are looked at together: few enough to stay near the processor.
STEPS_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Transitions:
    """Distinct (source, target) pairs; `count` passes and, for those into CONVERSION, `value` in money."""

    channels: int
    order: int
    source: Ints
    target: Ints
    count: Floats
    value: Floats


@dataclass(frozen=True, slots=True)
class Steps:
    """Journeys laid end to end: `channel` codes in order, journey j at offsets[j]:offsets[j + 1], none empty."""

    offsets: Ints
    channel: NDArray[np.int32]
    conversions: Floats
    nulls: Floats
    value: Floats

    def parts(self) -> Iterator["Steps"]:
        """The same journeys in parts of about STEPS_AT_ONCE steps, as views."""
        cuts = np.searchsorted(self.offsets, np.arange(0, self.offsets[-1], STEPS_AT_ONCE), side="left")
        cuts = np.unique(np.append(cuts, len(self.offsets) - 1))
        for first, last in pairwise(cuts.tolist()):
            begin, end = self.offsets[first], self.offsets[last]
            yield Steps(
                offsets=self.offsets[first : last + 1] - begin,
                channel=self.channel[begin:end],
                conversions=self.conversions[first:last],
                nulls=self.nulls[first:last],
                value=self.value[first:last],
            )


def transitions(steps: Steps, *, channels: int, order: int = 1) -> Transitions:
    """Passes of all journeys, added up by source and target."""
    size = (channels + 1) ** order * (channels + 3)
    if size <= TABLE:
        tables = np.zeros((4, size))
        for part in steps.parts():
            for row, (key, amount) in zip(tables, keyed(part, channels=channels, order=order), strict=True):
                row += summed(key, amount, size=size)
        distinct = np.flatnonzero(tables[:3].any(axis=0))
        found = list(tables[:, distinct])
    else:
        whole = keyed(steps, channels=channels, order=order)
        distinct = np.unique(np.concatenate([key[amount != 0] for key, amount in whole[:3]]))
        found = [_placed(key, amount, distinct) for key, amount in whole]
    source, target = split_key(distinct, channels=channels, order=order)
    return Transitions(channels, order, source, target, count=found[0] + found[1] + found[2], value=found[3])


def keyed(steps: Steps, *, channels: int, order: int) -> list[tuple[Ints, Floats]]:
    """Passes between states, to conversion, to null, and money to conversion: keys of pairs and their amounts."""
    state = states(steps, channels=channels, order=order)
    before = np.concatenate([[START], state[:-1]])[: len(state)]
    before[steps.offsets[:-1]] = START
    final = state[steps.offsets[1:] - 1]
    inner = pair_key(before, state, channels=channels, order=order)
    won = pair_key(final, np.full(len(final), CONVERSION), channels=channels, order=order)
    lost = pair_key(final, np.full(len(final), NULL), channels=channels, order=order)
    through = np.repeat(steps.conversions + steps.nulls, np.diff(steps.offsets))
    return [(inner, through), (won, steps.conversions), (lost, steps.nulls), (won, steps.value)]


def _placed(key: Ints, amount: Floats, distinct: Ints) -> Floats:
    some = np.flatnonzero(amount)
    return summed(places(key[some], distinct), amount[some], size=len(distinct))


def places(key: Ints, distinct: Ints) -> Ints:
    """Where every key stands among the distinct ones, which are ascending; small keys are looked up in a table."""
    if not len(distinct) or distinct[-1] > TABLE:
        return np.searchsorted(distinct, key)
    table = np.zeros(int(distinct[-1]) + 1, dtype=np.int64)
    table[distinct] = np.arange(len(distinct))
    return np.asarray(table[key], dtype=np.int64)


def summed(index: Ints, amounts: Floats, *, size: int) -> Floats:
    """Amounts added up by index, zero where there are none."""
    return np.bincount(index, weights=amounts, minlength=size).astype(np.float64)


def states(steps: Steps, *, channels: int, order: int) -> Ints:
    """State code after each step."""
    base = channels + 1
    position = np.arange(len(steps.channel)) - np.repeat(steps.offsets[:-1], np.diff(steps.offsets))
    code = steps.channel.astype(np.int64) + 1
    result = code.copy()
    for back in range(1, order):
        earlier = np.concatenate([np.zeros(back, dtype=np.int64), code[:-back]])[: len(code)]
        result += np.where(position >= back, earlier, 0) * base**back
    return result


def pair_key(source: Ints, target: Ints, *, channels: int, order: int) -> Ints:
    """One number per (source, target). The source is known but for the channel that the target pushed out."""
    base = channels + 1
    step = np.where(target > 0, target % base + 1, target + 2)
    return source * (base + 2) + step


def split_key(key: Ints, *, channels: int, order: int) -> tuple[Ints, Ints]:
    base = channels + 1
    source, step = key // (base + 2), key % (base + 2)
    target = np.where(step < 2, step - 2, (source % base ** (order - 1)) * base + step - 1)
    return source, target


def members(states: Ints, *, channels: int, order: int) -> NDArray[np.bool_]:
    """Matrix channels x states: True where the state holds the channel."""
    base = channels + 1
    holds = np.zeros((channels + 1, len(states)), dtype=np.bool_)
    rest = states.copy()
    for _ in range(order):
        holds[rest % base, np.arange(len(states))] = True
        rest = rest // base
    return holds[1:]
