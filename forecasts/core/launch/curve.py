"""A stored curve evaluated while somebody types: plain Python, so that the web process loads no arrays.

log(outcome + ½) = level + elasticity × log(spend), one pair per draw (`forecasts.core.launch.predict.draw_curve`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from forecasts.core.interval import Interval

HALF = 0.5
LAST_PART = 0.1
LARGEST = 690.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Draws of level and elasticity, in pairs."""

    levels: Sequence[float]
    elasticities: Sequence[float]

    def outcomes(self, spend: float) -> list[float]:
        """One outcome per draw, of a spend above zero."""
        size = log(spend)
        pairs = zip(self.levels, self.elasticities, strict=True)
        return [max(exp(min(level + elasticity * size, LARGEST)) - HALF, 0.0) for level, elasticity in pairs]


@dataclass(frozen=True, slots=True)
class Returns:
    """What money comes back: ROI is (outcome − spend) / spend; the marginal one is that of the last tenth of spend."""

    roi: Interval
    chance: float
    marginal: Interval


def span(draws: Sequence[float]) -> Interval:
    """The 80 % range of some draws."""
    ordered = sorted(draws)
    return Interval(_quantile(ordered, 0.1), _quantile(ordered, 0.5), _quantile(ordered, 0.9))


def returns(curve: Curve, spend: float, *, hurdle: float) -> Returns:
    """ROI of an outcome that is money, and how likely it reaches the hurdle."""
    outcomes = curve.outcomes(spend)
    roi = [outcome / spend - 1 for outcome in outcomes]
    last = [
        outcome * (1 - (1 - LAST_PART) ** elasticity) / (LAST_PART * spend) - 1
        for outcome, elasticity in zip(outcomes, curve.elasticities, strict=True)
    ]
    return Returns(span(roi), sum(one >= hurdle for one in roi) / len(roi), span(last))


def chance_with(ends: Sequence[float], added: Sequence[float], *, target: float) -> float:
    """The chance that a key result reaches its target when a campaign adds to it.

    `ends` are even quantiles of where it ends without the campaign; both are taken as independent.
    """
    middles = [(before + after) / 2 for before, after in pairwise(ends)]
    hits = sum(end + more >= target for end in middles for more in added)
    return hits / (len(middles) * len(added))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
