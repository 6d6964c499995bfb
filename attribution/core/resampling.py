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
    """Entries of a matrix units x columns: entry i adds `amount` to the column for the unit of its journey.

    Journeys ascend.
    """

    journey: Ints
    column: Ints
    amount: Floats
    columns: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Every journey adds `amount` times line `index` of a table, for each (amount, table by its place) of a part.

    The columns of the parts stand side by side.
    """

    index: Ints
    tables: Sequence[sparse.csr_matrix | Weights]
    parts: Sequence[Sequence[tuple[Floats, int]]]


def units(unit_of_journey: Ints, mass: Floats, *, replicates: int) -> Units:
    """Units of journeys that are ordered by unit."""
    ids, first, where = np.unique(unit_of_journey, return_index=True, return_inverse=True)
    return Units(ids=ids, mass=mass[first], of_journey=where.reshape(-1), replicates=replicates)


def resampled(wanted: Sequence[Feature | Lines], over: Units) -> list[Floats]:
    """Of each the weighted column sums: matrices columns x replicates. Weights are drawn once for all of them."""
    totals = [np.zeros((_columns(one), over.replicates)) for one in wanted]
    for found in in_turn(partial(_sums, wanted, over), _pieces(over)):
        for total, part in zip(totals, found, strict=True):
            total += part
    return totals


def _columns(one: Feature | Lines) -> int:
    return one.columns if isinstance(one, Feature) else sum(one.tables[part[0][1]].shape[1] for part in one.parts)


def _sums(wanted: Sequence[Feature | Lines], over: Units, piece: slice) -> list[Weights]:
    """Columns x replicates of one piece of the units."""
    weights = unit_weights(over.ids[piece], over.mass[piece], replicates=over.replicates)
    first, last = np.searchsorted(over.of_journey, (piece.start, piece.stop)).tolist()
    unit = over.of_journey[first:last] - piece.start
    journeys = slice(first, last)
    return [
        _feature_sums(one, journeys, unit, weights)
        if isinstance(one, Feature)
        else _line_sums(one, journeys, unit, weights)
        for one in wanted
    ]


def _feature_sums(feature: Feature, journeys: slice, unit: Ints, weights: Weights) -> Weights:
    """The entries of a unit stand together, so that its weights are read once and none has to be put in order."""
    rows = slice(*np.searchsorted(feature.journey, (journeys.start, journeys.stop)))
    entries = np.bincount(unit[feature.journey[rows] - journeys.start], minlength=len(weights))
    ends = np.concatenate([[0], np.cumsum(entries)]).astype(np.int32)
    amount, column = feature.amount[rows].astype(np.float32), feature.column[rows].astype(np.int32)
    sums: Weights = sparse.csc_matrix((amount, column, ends), shape=(feature.columns, len(weights))) @ weights
    return sums


def _line_sums(lines: Lines, journeys: slice, unit: Ints, weights: Weights) -> Weights:
    found = [table[lines.index[journeys]] for table in lines.tables]
    dense = [one.toarray() if isinstance(one, sparse.csr_matrix) else one for one in found]
    single = {id(amount): amount[journeys].astype(np.float32)[:, None] for part in lines.parts for amount, _ in part}
    blocks = [sum(single[id(amount)] * dense[table] for amount, table in part) for part in lines.parts]
    joined = np.concatenate(blocks, axis=1)
    starts = np.flatnonzero(np.diff(unit, prepend=-1))
    each = np.add.reduceat(joined, starts, axis=0) if len(starts) < len(joined) else joined
    sums: Weights = each.T @ weights
    return sums


def _pieces(over: Units) -> Iterator[slice]:
    for first in range(0, len(over.ids), UNITS_AT_ONCE):
        yield slice(first, min(first + UNITS_AT_ONCE, len(over.ids)))
