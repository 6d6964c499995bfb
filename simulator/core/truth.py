"""What each channel really did: read off the counterfactual game, not estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np

from simulator.core.draws import Floats
from simulator.core.engine import Outcome
from simulator.core.play import Played


@dataclass(frozen=True, slots=True)
class Amounts:
    """One quantity in four readings; money in units of currency.

    `conversions` and `value` are what happened in this world, `expected_…` the same averaged over the customers'
    last throw of the dice (closer to what would repeat).
    """

    conversions: float
    value: float
    expected_conversions: float
    expected_value: float


@dataclass(frozen=True, slots=True)
class ChannelTruth:
    """What one channel did, seen from every side."""

    channel: str
    touches: int
    alone: Amounts
    """World with only this channel minus world without any."""
    removed: Amounts
    """World as it is minus world without this channel."""
    shapley: Amounts
    """Average over all orders of switching channels on (Shapley 1953)."""
    marginal: Amounts
    """World with ten per cent more of it minus world as it is."""
    long_term: Amounts
    """Part of `removed` that runs through the brand stock inside the simulated time."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Totals and channels; Shapley values add up to `increment`, and baseline + increment = total."""

    milestone: str
    total: Amounts
    baseline: Amounts
    increment: Amounts
    channels: Sequence[ChannelTruth]
    game: Sequence[Amounts]
    """Value of every set of channels; the position is the bit mask."""


def truth_of(played: Played) -> Sequence[Truth]:
    """One truth per milestone of a world that was played with the whole game."""
    milestones = enumerate(played.worth.milestones)
    return [_truth(played, milestone, slice(2 * number, 2 * number + 2)) for number, milestone in milestones]


def _truth(played: Played, milestone: str, scores: slice) -> Truth:
    outcome, count = played.outcome, len(played.world.channels)
    full, sets = played.variants.as_is, 2**count
    quantities = _quantities(outcome, scores)
    parts = shapley(quantities[:, :sets])
    channels = [
        ChannelTruth(
            channel=channel.name,
            touches=int(outcome.touches[full, number]),
            alone=_amounts(quantities[:, 1 << number] - quantities[:, 0]),
            removed=_amounts(quantities[:, full] - quantities[:, full ^ 1 << number]),
            shapley=_amounts(parts[:, number]),
            marginal=_amounts(quantities[:, sets + number] - quantities[:, full]),
            long_term=_amounts(quantities[:, full] - quantities[:, sets + count + number]),
        )
        for number, channel in enumerate(played.world.channels)
    ]
    return Truth(
        milestone=milestone,
        total=_amounts(quantities[:, full]),
        baseline=_amounts(quantities[:, 0]),
        increment=_amounts(quantities[:, full] - quantities[:, 0]),
        channels=channels,
        game=[_amounts(quantities[:, mask]) for mask in range(sets)],
    )


def shapley(game: Floats) -> Floats:
    """Exact Shapley values. `game`: (quantities, 2^n), position = bit mask; result: (quantities, n)."""
    sets = game.shape[1]
    count = sets.bit_length() - 1
    masks = np.arange(sets)
    sizes = np.array([mask.bit_count() for mask in range(sets)])
    weight = np.array([factorial(k) * factorial(count - k - 1) / factorial(count) for k in range(count)])
    parts = np.zeros((len(game), count))
    for number in range(count):
        without = masks[masks >> number & 1 == 0]
        parts[:, number] = (game[:, without | 1 << number] - game[:, without]) @ weight[sizes[without]]
    return parts


def _quantities(outcome: Outcome, scores: slice) -> Floats:
    both = np.hstack([outcome.realised[:, scores], outcome.expected[:, scores]])
    return np.asarray(both.T / np.array([1, 100, 1, 100])[:, None])


def _amounts(column: Floats) -> Amounts:
    return Amounts(*(float(number) for number in column))
