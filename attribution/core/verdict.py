"""How far a model's credit is from what channels really did, in a world where that is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau, spearmanr

from attribution.core.transitions import Floats

MOVED = 0.10
"""Share of the money of the worse half of channels that the regret moves to the better half."""


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What is true of the channels, one number each: conversions they caused (Shapley value of the counterfactual
    game), money that ten per cent more of them would bring, what they cost, and whether they do anything at all."""

    increment: Floats
    marginal: Floats
    spend: Floats
    works: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Verdict:
    """None where a number has no meaning: nothing to rank, nothing that was caused, no money to be won."""

    spearman: float | None
    kendall: float | None
    share_error: float | None
    """Half the sum of differences between shares of credit and shares of the increment: 0 is right, 1 all wrong."""
    credited_to_caused: float | None
    """Conversions credited to channels over conversions they caused; the rest would have come anyway."""
    idle_credit: float | None
    """Share of the channels' credit that goes to channels that do nothing; None where all of them work."""
    regret: float | None
    """Share of the possible gain that is missed by moving money to the half of the channels with the better return by
    the model; above 1 money is lost."""


def judge(*, conversions: Floats, value: Floats, facts: ChannelFacts) -> Verdict:
    """Compare credit by channel, without Direct, with the truth in the same order."""
    ranked = bool(np.ptp(facts.increment) > 0 and np.ptp(conversions) > 0)
    caused, credited = float(facts.increment.sum()), float(conversions.sum())
    both, some_idle = caused > 0 and credited > 0, bool((~facts.works).any())
    return Verdict(
        spearman=_correlation(spearmanr, conversions, facts.increment) if ranked else None,
        kendall=_correlation(kendalltau, conversions, facts.increment) if ranked else None,
        share_error=float(np.abs(conversions / credited - facts.increment / caused).sum() / 2) if both else None,
        credited_to_caused=credited / caused if caused > 0 else None,
        idle_credit=float(conversions[~facts.works].sum() / credited) if credited > 0 and some_idle else None,
        regret=_regret(value, facts),
    )


def covered(*, low: Floats, high: Floats, of: Floats) -> tuple[int, int]:
    """How many of the numbers lie in their intervals, ends included, and how many there are."""
    return int(((low <= of) & (of <= high)).sum()), len(of)


def gain_of_moving(better: Sequence[int], facts: ChannelFacts) -> float:
    """Money gained by taking a tenth from all other channels for the better ones, in proportion to their spend.

    Linear in what ten per cent more of a channel brings, which is all that a small step needs.
    """
    better = list(better)
    worse = [place for place in range(len(facts.spend)) if place not in better]
    freed = MOVED * float(facts.spend[worse].sum())
    raised = freed / (MOVED * float(facts.spend[better].sum()))
    return float(facts.marginal[better].sum() * raised - facts.marginal[worse].sum())


def _regret(value: Floats, facts: ChannelFacts) -> float | None:
    if len(value) < 2 or (facts.spend <= 0).any():
        return None
    half = len(value) // 2
    best = max(gain_of_moving(better, facts) for better in combinations(range(len(value)), half))
    if best <= 0:
        return None
    chosen = np.argsort(-(value / facts.spend), kind="stable")[:half]
    return 1 - gain_of_moving([int(place) for place in chosen], facts) / best


def _correlation(measure: Callable[[Floats, Floats], object], left: Floats, right: Floats) -> float:
    return float(measure(left, right).statistic)  # type: ignore[attr-defined]
