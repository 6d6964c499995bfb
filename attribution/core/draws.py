"""Poisson weights of units for the bootstrap: the same unit gets the same weight in every run and for every model.

The uniform behind a draw is a hash of (unit id, replicate) by the finaliser of SplitMix64 (Steele, Lea, Flood 2014);
16 of its bits serve one replicate, which places quantiles within 1 / 65,536.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, pdtr

from attribution.core.transitions import Floats, Ints

Weights = NDArray[np.float32]
Bits = NDArray[np.uint16]

SMALL_MEAN = 64.0
# A block of hashes that stays in the processor's cache.
BLOCK = 512
_STEP = np.uint64(0x9E3779B97F4A7C15)
_UNIFORM = (np.arange(65_536) + 0.5) / 65_536
_NORMAL = ndtri(_UNIFORM)


def unit_weights(unit_ids: Ints, mass: Floats, *, replicates: int) -> Weights:
    """Matrix units x replicates of Poisson(mass) / mass; a unit of mass 1 is one conversion or one person."""
    result = np.empty((len(unit_ids), replicates), dtype=np.float32)
    small = mass <= SMALL_MEAN
    means, which = np.unique(mass[small], return_inverse=True)
    kind = np.full(len(mass), -1)
    kind[small] = which.reshape(-1)
    tables = [_table(float(mean)) for mean in means]
    for first in range(0, len(unit_ids), BLOCK):
        block = slice(first, first + BLOCK)
        bits = uniform_bits(unit_ids[block], replicates=replicates)
        if len(tables) == 1 and small.all():
            np.take(tables[0], bits, out=result[block], mode="clip")
            continue
        for found in np.unique(kind[block]):
            rows = np.flatnonzero(kind[block] == found)
            result[first + rows] = tables[found][bits[rows]] if found >= 0 else _large(bits[rows], mass[block][rows])
    return result


def uniform_bits(unit_ids: Ints, *, replicates: int) -> Bits:
    """Matrix units x replicates of 16 uniform bits."""
    quads = (replicates + 3) // 4
    offset = _mixed(np.arange(1, quads + 1, dtype=np.uint64) * _STEP)
    seed = _mixed(unit_ids.astype(np.uint64) * _STEP + _STEP)
    return _mixed(seed[:, None] ^ offset).view(np.uint16)[:, :replicates]


def _table(mean: float) -> Weights:
    """Quantiles of Poisson(mean) / mean at all 65,536 places."""
    ladder = pdtr(np.arange(int(mean + 12 * np.sqrt(mean) + 20)), mean)
    return (np.searchsorted(ladder, _UNIFORM) / mean).astype(np.float32)


def _large(bits: Bits, mass: Floats) -> Weights:
    """Normal quantiles with the first skewness term: within one count of the exact ones."""
    z, mean = _NORMAL[bits], mass[:, None]
    count = np.rint(mean + np.sqrt(mean) * z + (z * z - 1) / 6)
    return np.asarray(np.maximum(count, 0) / mean, dtype=np.float32)


def _mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(27)
    value *= np.uint64(0x94D049BB133111EB)
    value ^= value >> np.uint64(31)
    return value
