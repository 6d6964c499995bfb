"""Adding up credit: by group, as squared errors over units, and once for every replicate of the bootstrap."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from attribution.core.draws import Weights, unit_weights
from attribution.core.laid import Laid, Piece
from attribution.core.models import Model
from attribution.core.transitions import Floats, Ints, summed
from attribution.core.weighing import Asked, weigh

Places = NDArray[np.int32] | Ints

# Up to so many groups a dense product is faster than a sparse one.
DENSE_GROUPS = 60


class Tally(Protocol):
    """Takes the credit of one model's steps of one piece, in conversions and in money."""

    def begin(self, piece: Piece) -> None: ...

    def add(self, model: Model, credit: tuple[Floats, Floats]) -> None: ...


def add_up(laid: Laid, models: Sequence[Model], asked: Asked, tallies: Sequence[Tally]) -> None:
    """Weigh the journeys piece by piece, always in the same order, and give every tally all credit."""
    for piece in laid.pieces():
        owner = piece.laid.owner
        conversions, value = piece.laid.conversions[owner], piece.laid.value[owner]
        for tally in tallies:
            tally.begin(piece)
        for model in models:
            weights = weigh(model, piece.laid, asked)
            credit = (weights * conversions, weights * value)
            for tally in tallies:
                tally.add(model, credit)


class Sums:
    """Credit by group: `of(model)` is conversions and money, a line each.

    `group` says which of `groups` every step belongs to; models that are not asked for are passed over.
    """

    def __init__(self, models: Sequence[Model], group: Places, groups: int) -> None:
        self._total = {model: np.zeros((2, groups)) for model in models}
        self._group = group
        self._groups = groups
        self._here = np.zeros(0, dtype=np.int64)

    def of(self, model: Model) -> Floats:
        return self._total[model]

    def begin(self, piece: Piece) -> None:
        self._here = piece.of(self._group)

    def add(self, model: Model, credit: tuple[Floats, Floats]) -> None:
        for measure, amounts in enumerate(credit if model in self._total else ()):
            self._total[model][measure] += self._added(amounts)

    def _added(self, amounts: Floats) -> Floats:
        return summed(self._here, amounts, size=self._groups)


class Squares(Sums):
    """The variance of every sum: squared credit of each unit over its mass, added up."""

    def begin(self, piece: Piece) -> None:
        super().begin(piece)
        pairs, self._pair = np.unique(piece.unit_of_step * self._groups + self._here, return_inverse=True)
        self._pair_group = pairs % self._groups
        self._pair_mass = piece.laid.mass[piece.unit_starts][pairs // self._groups]

    def _added(self, amounts: Floats) -> Floats:
        parts = summed(self._pair, amounts, size=len(self._pair_group))
        return summed(self._pair_group, parts * parts / self._pair_mass, size=self._groups)


class Replicated(Sums):
    """Credit by group in every replicate: `of(model)` is measure x group x replicate."""

    def __init__(self, models: Sequence[Model], group: Places, groups: int, *, replicates: int) -> None:
        super().__init__(models, group, groups)
        self._replicates = replicates
        self._total = {model: np.zeros((2, groups, replicates)) for model in models}

    def begin(self, piece: Piece) -> None:
        super().begin(piece)
        laid, starts = piece.laid, piece.unit_starts
        self._weights: Weights = unit_weights(laid.unit[starts], laid.mass[starts], replicates=self._replicates)
        self._unit = piece.unit_of_step

    def _added(self, amounts: Floats) -> Floats:
        units = len(self._weights)
        if self._groups <= DENSE_GROUPS:
            dense = summed(self._here * units + self._unit, amounts, size=self._groups * units)
            return np.asarray(dense.reshape(self._groups, units).astype(np.float32) @ self._weights, dtype=np.float64)
        entries = (amounts.astype(np.float32), (self._here, self._unit))
        features = sparse.csr_matrix(entries, shape=(self._groups, units))
        return np.asarray(features @ self._weights, dtype=np.float64)
