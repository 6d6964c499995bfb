"""Sums over units, once for every replicate: sparse features of units times their Poisson weights, piece by piece."""

from collections.abc import Iterator
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
    through: sparse.csr_matrix | Floats | None = None


def units(unit_of_journey: Ints, mass: Floats, *, replicates: int) -> Units:
    """Units of journeys that are ordered by unit."""
    ids, first, where = np.unique(unit_of_journey, return_index=True, return_inverse=True)
    return Units(ids=ids, mass=mass[first], of_journey=where.reshape(-1), replicates=replicates)


def resampled(features: list[Feature], over: Units) -> list[Floats]:
    """Per feature the weighted column sums: matrices columns x replicates (of `through`'s columns, where given)."""
    owner = [over.of_journey[feature.journey] for feature in features]
    ordered = [np.argsort(mine, kind="stable") for mine in owner]
    widths = [f.columns if f.through is None else f.through.shape[1] for f in features]
    sums = [np.zeros((width, over.replicates)) for width in widths]
    for first, last in _pieces(len(over.ids)):
        weights = unit_weights(over.ids[first:last], over.mass[first:last], replicates=over.replicates)
        for feature, mine, order, total in zip(features, owner, ordered, sums, strict=True):
            begin, end = np.searchsorted(mine, (first, last), sorter=order)
            rows = order[begin:end]
            np.add(total, _product(feature, rows, mine[rows] - first, weights), out=total)
    return sums


def _product(feature: Feature, rows: Ints, unit: Ints, weights: Weights) -> Weights:
    shape = (feature.columns, len(weights))
    entries = sparse.csr_matrix((feature.amount[rows], (feature.column[rows], unit)), shape=shape, dtype=np.float32)
    if feature.through is None:
        product: Weights = entries @ weights
        return product
    lines = entries.T @ feature.through
    dense = lines.toarray() if sparse.issparse(lines) else lines
    result: Weights = dense.T.astype(np.float32) @ weights
    return result


def _pieces(count: int) -> Iterator[tuple[int, int]]:
    for first in range(0, count, UNITS_AT_ONCE):
        yield first, min(first + UNITS_AT_ONCE, count)
