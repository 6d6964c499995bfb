"""Sums over all coalitions of up to 20 players, a coalition being a bit mask and a function a table of 2**players.

A table is worked on as a matrix (high bits x low bits), so that every addition runs over long rows.
"""

from math import factorial

import numpy as np
from numpy.typing import NDArray

from attribution.core.transitions import Floats, Ints


def inside_sums(table: Floats, *, players: int) -> Floats:
    """For every coalition the sum over the coalitions it contains."""
    return _swept(table, players, upwards=False)


def around_sums(table: Floats, *, players: int) -> Floats:
    """For every coalition the sum over the coalitions that contain it."""
    return _swept(table, players, upwards=True)


def member_sums(table: Floats, *, players: int) -> Floats:
    """For every player the sum over the coalitions with that player."""
    low = players // 2
    matrix = table.reshape(1 << (players - low), 1 << low)
    return np.concatenate([_bit_sums(matrix.sum(axis=0), low), _bit_sums(matrix.sum(axis=1), players - low)])


def sizes(players: int) -> Ints:
    """Number of players of every coalition."""
    return np.bitwise_count(np.arange(1 << players, dtype=np.int64)).astype(np.int64)


def joining_weights(players: int) -> Floats:
    """Shapley's weight of joining a coalition of s others, s! (n - s - 1)! / n!; 0 for s = n, which nobody can join."""
    return np.array([factorial(s) * factorial(players - s - 1) / factorial(players) for s in range(players)] + [0.0])


def _swept(table: Floats, players: int, *, upwards: bool) -> Floats:
    low = players // 2
    matrix = table.reshape(1 << (players - low), 1 << low).copy()
    _sweep(matrix, upwards=upwards)
    turned = np.ascontiguousarray(matrix.T)
    _sweep(turned, upwards=upwards)
    return np.ascontiguousarray(turned.T).reshape(-1)


def _sweep(matrix: Floats, *, upwards: bool) -> None:
    rows, width = matrix.shape
    step = 1
    while step < rows:
        pairs = matrix.reshape(rows // (2 * step), 2, step * width)
        if upwards:
            pairs[:, 0] += pairs[:, 1]
        else:
            pairs[:, 1] += pairs[:, 0]
        step *= 2


def _bit_sums(line: Floats, bits: int) -> Floats:
    holds: NDArray[np.int64] = (np.arange(len(line))[:, None] >> np.arange(bits)) & 1
    return np.asarray(line @ holds, dtype=np.float64)
