"""The counterfactual worlds that are run side by side on the same draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]
RAISE = 1.1


@dataclass(frozen=True, slots=True)
class Variants:
    """One row per counterfactual world, one column per channel."""

    reach: Singles
    """0 switched off, 1 as planned, 1.1 ten per cent more."""
    brand: Singles
    """0 where the channel's touches do not build brand stock."""
    as_is: int
    """Row of the world that is observed."""

    def __len__(self) -> int:
        return len(self.reach)


def whole_game(channels: int) -> Variants:
    """All 2^n sets of channels (row = bit mask), then each channel at +10 %, then each without its brand part."""
    masks = np.arange(2**channels)[:, None] >> np.arange(channels) & 1
    sets = masks.astype(np.float32)
    ones = np.ones((channels, channels), dtype=np.float32)
    raised = ones + np.float32(RAISE - 1) * np.eye(channels, dtype=np.float32)
    return Variants(
        reach=np.vstack([sets, raised, ones]),
        brand=np.vstack([np.ones_like(sets), ones, ones - np.eye(channels, dtype=np.float32)]),
        as_is=2**channels - 1,
    )


def only(channels: int, *, without: frozenset[int] = frozenset()) -> Variants:
    """A single world, with some channels switched off."""
    reach = np.array([[0.0 if column in without else 1.0 for column in range(channels)]], dtype=np.float32)
    return Variants(reach=reach, brand=np.ones_like(reach), as_is=0)
