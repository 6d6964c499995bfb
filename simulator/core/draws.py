"""Counter-based random numbers: every draw has an address, so no draw moves when another is not needed.

A draw is addressed by (seed, stream, unit, step). The generator is SplitMix64 (Steele, Lea, Flood 2014):
seed, stream and unit are folded into a state, and the step counts outputs from it. Integers only, so that
the same address gives the same bits on every machine and numpy version.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Words = NDArray[np.uint64]

GAMMA = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Draws:
    """The random numbers of one seeded world."""

    seed: int

    def uniform(self, stream: str, unit: ArrayLike, step: ArrayLike = 0) -> Floats:
        """Uniform on (0, 1), shape of `unit` and `step` broadcast against each other."""
        words = self._words(stream, unit, step)
        return ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53

    def normal(self, stream: str, unit: ArrayLike, step: ArrayLike = 0) -> Floats:
        """Standard normal by Box and Muller (1958)."""
        radius = np.sqrt(-2 * np.log(self.uniform(stream, unit, step)))
        return np.asarray(radius * np.cos(2 * np.pi * self.uniform(f"{stream}/angle", unit, step)))

    def lognormal(
        self, stream: str, unit: ArrayLike, step: ArrayLike = 0, *, median: float = 1.0, sigma: float
    ) -> Floats:
        return np.asarray(median * np.exp(sigma * self.normal(stream, unit, step)))

    def exponential(self, stream: str, unit: ArrayLike, step: ArrayLike = 0, *, mean: float = 1.0) -> Floats:
        return np.asarray(-mean * np.log(self.uniform(stream, unit, step)))

    def choice(self, stream: str, weights: ArrayLike, unit: ArrayLike, step: ArrayLike = 0) -> Integers:
        """Index into `weights`, drawn in proportion to them."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        picked = np.searchsorted(edges, self.uniform(stream, unit, step) * edges[-1], side="right")
        return np.asarray(np.minimum(picked, len(edges) - 1), dtype=np.int64)

    def spread(self, stream: str, count: int) -> Floats:
        """As many uniform numbers on (0, 1), one in each part of equal width, in any order: a steady stream."""
        place = np.argsort(np.argsort(self.uniform(f"{stream}/place", np.arange(count)), kind="stable"), kind="stable")
        return np.asarray((place + self.uniform(stream, np.arange(count))) / count)

    def integer(self, stream: str, below: ArrayLike, unit: ArrayLike, step: ArrayLike = 0) -> Integers:
        """Whole numbers from 0 up to but not including `below` (an array gives each its own ceiling)."""
        return np.asarray(np.floor(self.uniform(stream, unit, step) * np.asarray(below)), dtype=np.int64)

    def _words(self, stream: str, unit: ArrayLike, step: ArrayLike) -> Words:
        name = blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest()
        key = np.full(1, int.from_bytes(name, "big"), dtype=np.uint64)
        units = np.atleast_1d(np.asarray(unit)).astype(np.uint64)
        steps = np.atleast_1d(np.asarray(step)).astype(np.uint64)
        state = mix(key + (units + np.uint64(1)) * GAMMA)
        return mix(state + (steps + np.uint64(1)) * GAMMA)


def mix(words: Words) -> Words:
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(words ^ (words >> np.uint64(31)))
