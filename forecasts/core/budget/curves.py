"""Response curves as draws: what a plan brings, and what the next euro would, for every draw at once."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasts.core.arrays import Floats


class Shape(StrEnum):
    """Form of a curve: saturating (from a media mix) or a power of spend (from past campaigns)."""

    HILL = "hill"
    POWER = "power"


@dataclass(frozen=True, slots=True)
class Curves:
    """`top`, `half`, `slope` are (draws, channels). A plan is money per period, one entry per channel.

    HILL: top · s^slope / (s^slope + half^slope). POWER: top · (s / half)^slope. `value` is money per outcome and
    period, per channel, so that an objective's weight or a longer horizon's brand effect can differ by channel;
    `periods` is how many periods the plan lasts.
    """

    channels: tuple[str, ...]
    shape: Shape
    top: Floats
    half: Floats
    slope: Floats
    current: Floats
    largest: Floats
    value: Floats
    periods: float = 1.0

    def worth(self, plan: Floats) -> Floats:
        """Money that the plan brings back over all periods, by draw and channel."""
        ratio = np.maximum(plan, 0) / self.half
        response = ratio**self.slope
        if self.shape is Shape.HILL:
            response = response / (1 + response)
        money: Floats = self.periods * self.value * self.top * response
        return money

    def marginal(self, plan: Floats) -> Floats:
        """Money back for the next unit of money, by draw and channel."""
        spend = np.maximum(plan, 1e-9 * self.half.mean(axis=0))
        powered = (spend / self.half) ** self.slope
        flattened = 1 / (1 + powered) ** 2 if self.shape is Shape.HILL else 1.0
        money: Floats = self.value * self.top * self.slope * powered * flattened / spend
        return money
