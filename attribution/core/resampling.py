"""Sums over units, once for every replicate: sparse features of units times their Poisson weights, piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from attribution.core.draws import Weights, unit_weights
from attribution.core.transitions import Floats, Ints
from attribution.core.turns import in_turn

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
    known = [(feature, mine, _order(mine)) for feature, mine in zip(features, owner, strict=True)]
    totals = [np.zeros((feature.columns, over.replicates)) for feature in features]
    for found in in_turn(partial(_feature_sums, known, over), _pieces(over)):
        for total, part in zip(totals, found, strict=True):
            total += part
    return totals


def _feature_sums(known: Sequence[tuple[Feature, Ints, Ints | None]], over: Units, piece: slice) -> list[Weights]:
    """Of each feature with the units of its entries and how to sort them; columns x replicates of one piece."""
    weights, sums = _weights(over, piece), []
    for feature, unit, order in known:
        begin, end = np.searchsorted(unit, (piece.start, piece.stop), sorter=order)
        rows = slice(begin, end) if order is None else order[begin:end]
        entries = (feature.amount[rows].astype(np.float32), (feature.column[rows], unit[rows] - piece.start))
        sums.append(sparse.csr_matrix(entries, shape=(feature.columns, len(weights))) @ weights)
    return sums


def resampled_lines(lines: Lines, over: Units) -> list[Floats]:
    """Per part the weighted column sums: matrices columns x replicates."""
    widths = [matrix.shape[1] for _, matrix in lines.parts]
    total = np.zeros((sum(widths), over.replicates))
    for part in in_turn(partial(_line_sums, lines, over), _pieces(over)):
        total += part
    return np.split(total, np.cumsum(widths)[:-1])


def _line_sums(lines: Lines, over: Units, piece: slice) -> Weights:
    begin, end = np.searchsorted(over.of_journey, (piece.start, piece.stop))
    starts = np.flatnonzero(np.diff(over.of_journey[begin:end], prepend=-1))
    blocks = []
    for amount, matrix in lines.parts:
        found = matrix[lines.index[begin:end]]
        block = found.toarray() if isinstance(found, sparse.csr_matrix) else found
        blocks.append(block * amount[begin:end].astype(np.float32)[:, None])
    joined = np.concatenate(blocks, axis=1)
    each = np.add.reduceat(joined, starts, axis=0) if len(starts) < len(joined) else joined
    sums: Weights = each.T @ _weights(over, piece)
    return sums


def _order(unit: Ints) -> Ints | None:
    """How to sort entries by unit; None when they are."""
    return None if bool((unit[1:] >= unit[:-1]).all()) else np.argsort(unit, kind="stable")


def _pieces(over: Units) -> Iterator[slice]:
    for first in range(0, len(over.ids), UNITS_AT_ONCE):
        yield slice(first, min(first + UNITS_AT_ONCE, len(over.ids)))


def _weights(over: Units, piece: slice) -> Weights:
    return unit_weights(over.ids[piece], over.mass[piece], replicates=over.replicates)
