"""Sums over units, once for every replicate: sparse features of units times their Poisson weights, piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from attribution.core.draws import Weights, unit_weights
from attribution.core.transitions import Floats, Ints

UNITS_AT_ONCE = 32_768


@dataclass(frozen=True, slots=True)
class Units:
    """Distinct independent units, ascending, and the unit (by position) of each journey, ascending too."""

    ids: Ints
    mass: Floats
    of_journey: Ints
    replicates: int


@dataclass(frozen=True, slots=True)
class Feature:
    """Entries of a matrix units x columns: entry i adds `amount` to the column for the unit of its journey."""

    journey: Ints
    column: Ints
    amount: Floats
    columns: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Every journey adds `amount` times line `index` of a matrix, for each (amount, matrix): columns side by side."""

    index: Ints
    parts: Sequence[tuple[Floats, sparse.csr_matrix | Weights]]


def units(unit_of_journey: Ints, mass: Floats, *, replicates: int) -> Units:
    """Units of journeys that are ordered by unit."""
    ids, first, where = np.unique(unit_of_journey, return_index=True, return_inverse=True)
    return Units(ids=ids, mass=mass[first], of_journey=where.reshape(-1), replicates=replicates)


def resampled(features: Sequence[Feature], over: Units) -> list[Floats]:
    """Per feature the weighted column sums: matrices columns x replicates."""
    owner = [over.of_journey[feature.journey] for feature in features]
    ordered = [_order(mine) for mine in owner]
    sums = [np.zeros((feature.columns, over.replicates)) for feature in features]
    for first, last, weights in _pieces(over):
        for feature, mine, order, total in zip(features, owner, ordered, sums, strict=True):
            begin, end = np.searchsorted(mine, (first, last), sorter=order)
            rows = slice(begin, end) if order is None else order[begin:end]
            entries = (feature.amount[rows].astype(np.float32), (feature.column[rows], mine[rows] - first))
            matrix = sparse.csr_matrix(entries, shape=(feature.columns, len(weights)))
            np.add(total, matrix @ weights, out=total)
    return sums


def resampled_lines(lines: Lines, over: Units) -> list[Floats]:
    """Per part the weighted column sums: matrices columns x replicates."""
    widths = [matrix.shape[1] for _, matrix in lines.parts]
    total = np.zeros((sum(widths), over.replicates))
    for first, last, weights in _pieces(over):
        begin, end = np.searchsorted(over.of_journey, (first, last))
        starts = np.flatnonzero(np.diff(over.of_journey[begin:end], prepend=-1))
        blocks = []
        for amount, matrix in lines.parts:
            found = matrix[lines.index[begin:end]]
            block = found.toarray() if isinstance(found, sparse.csr_matrix) else found
            blocks.append(block * amount[begin:end].astype(np.float32)[:, None])
        joined = np.concatenate(blocks, axis=1)
        each = np.add.reduceat(joined, starts, axis=0) if len(starts) < len(joined) else joined
        np.add(total, each.T @ weights, out=total)
    return np.split(total, np.cumsum(widths)[:-1])


def _order(unit: Ints) -> Ints | None:
    """How to sort entries by unit; None when they are."""
    return None if bool((unit[1:] >= unit[:-1]).all()) else np.argsort(unit, kind="stable")


def _pieces(over: Units) -> Iterator[tuple[int, int, Weights]]:
    for first in range(0, len(over.ids), UNITS_AT_ONCE):
        last = min(first + UNITS_AT_ONCE, len(over.ids))
        yield first, last, unit_weights(over.ids[first:last], over.mass[first:last], replicates=over.replicates)
