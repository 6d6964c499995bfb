"""Adding up credit: by group, as squared errors over units, and once for every replicate of the bootstrap."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from attribution.core.draws import unit_weights
from attribution.core.laid import Laid, Piece
from attribution.core.models import Model
from attribution.core.transitions import Floats, Ints, summed
from attribution.core.weighing import Asked, weigh

Places = NDArray[np.int32] | Ints

# Up to so many groups a dense product is faster than a sparse one.
DENSE_GROUPS = 60


Credits = Mapping[Model, tuple[Floats, Floats]]


class Tally(Protocol):
    """Takes the credit of every step of one piece by model, in conversions and in money."""

    def add(self, piece: Piece, credits: Credits) -> None: ...


def add_up(laid: Laid, models: Sequence[Model], asked: Asked, tallies: Sequence[Tally]) -> None:
    """Weigh the journeys piece by piece, always in the same order, and give every tally all credit."""
    for piece in laid.pieces():
        owner = piece.laid.owner
        conversions, value = piece.laid.conversions[owner], piece.laid.value[owner]
        weights = {model: weigh(model, piece.laid, asked) for model in models}
        credits = {model: (weight * conversions, weight * value) for model, weight in weights.items()}
        for tally in tallies:
            tally.add(piece, credits)


class Sums:
    """Credit by group: `of(model)` is conversions and money, a line each.

    `group` says which of `groups` every step belongs to; models that are not asked for are passed over.
    """

    def __init__(self, models: Sequence[Model], group: Places, groups: int) -> None:
        self._models, self._group, self._groups = tuple(models), group, groups
        self._total = np.zeros((2 * len(models), groups))

    def of(self, model: Model) -> Floats:
        place = 2 * self._models.index(model)
        return self._total[place : place + 2]

    def add(self, piece: Piece, credits: Credits) -> None:
        here = piece.of(self._group)
        for line, amounts in enumerate(self._lines(credits)):
            self._total[line] += summed(here, amounts, size=self._groups)

    def _lines(self, credits: Credits) -> Iterator[Floats]:
        for model in self._models:
            yield from credits[model]


class Squares(Sums):
    """The variance of every sum: squared credit of each unit over its mass, added up."""

    def add(self, piece: Piece, credits: Credits) -> None:
        key = piece.unit_of_step * self._groups + piece.of(self._group)
        pairs, pair = np.unique(key, return_inverse=True)
        group, mass = pairs % self._groups, piece.laid.mass[piece.unit_starts][pairs // self._groups]
        for line, amounts in enumerate(self._lines(credits)):
            parts = summed(pair, amounts, size=len(pairs))
            self._total[line] += summed(group, parts * parts / mass, size=self._groups)


class Replicated(Sums):
    """Credit by group in every replicate: `of(model)` is measure x group x replicate."""

    def __init__(self, models: Sequence[Model], group: Places, groups: int, *, replicates: int) -> None:
        super().__init__(models, group, groups)
        self._replicates = replicates
        self._total = np.zeros((2 * len(models), groups, replicates))

    def add(self, piece: Piece, credits: Credits) -> None:
        laid, starts, here, unit = piece.laid, piece.unit_starts, piece.of(self._group), piece.unit_of_step
        weights = unit_weights(laid.unit[starts], laid.mass[starts], replicates=self._replicates)
        shape = (self._groups, len(starts))
        if self._groups > DENSE_GROUPS:
            for line, amounts in enumerate(self._lines(credits)):
                features = sparse.csr_matrix((amounts.astype(np.float32), (here, unit)), shape=shape)
                self._total[line] += features @ weights
            return
        place = here * shape[1] + unit
        lines = [
            summed(place, amounts, size=shape[0] * shape[1]).astype(np.float32) for amounts in self._lines(credits)
        ]
        if lines:
            self._total += (np.reshape(lines, (-1, shape[1])) @ weights).reshape(self._total.shape)
