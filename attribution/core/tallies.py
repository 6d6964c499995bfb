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
from attribution.core.turns import in_turn
from attribution.core.weighing import Asked, weigh

Places = NDArray[np.int32] | Ints

# Up to so many groups a dense product is faster than a sparse one.
DENSE_GROUPS = 60


Credits = Mapping[Model, tuple[Floats, Floats]]


class Tally(Protocol):
    """Sums of credit: `part` has those of one piece, from the credit of its steps, and `add` takes them in."""

    def part(self, piece: Piece, credits: Credits) -> Floats: ...

    def add(self, part: Floats) -> None: ...


def add_up(laid: Laid, models: Sequence[Model], asked: Asked, tallies: Sequence[Tally]) -> None:
    """Weigh the journeys piece by piece and give every tally all credit, always added in the same order."""

    def parts(piece: Piece) -> list[Floats]:
        credits = _credits(piece.laid, models, asked)
        return [tally.part(piece, credits) for tally in tallies]

    for found in in_turn(parts, laid.pieces()):
        for tally, part in zip(tallies, found, strict=True):
            tally.add(part)


def _credits(laid: Laid, models: Sequence[Model], asked: Asked) -> Credits:
    owner = laid.owner
    conversions, value = laid.conversions[owner], laid.value[owner]
    weights = {model: weigh(model, laid, asked) for model in models}
    return {model: (weight * conversions, weight * value) for model, weight in weights.items()}


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

    def part(self, piece: Piece, credits: Credits) -> Floats:
        here = piece.of(self._group)
        return np.array([summed(here, amounts, size=self._groups) for amounts in self._lines(credits)])

    def add(self, part: Floats) -> None:
        if len(part):
            self._total += part

    def _lines(self, credits: Credits) -> Iterator[Floats]:
        for model in self._models:
            yield from credits[model]


class Squares(Sums):
    """The variance of every sum: squared credit of each unit over its mass, added up."""

    def part(self, piece: Piece, credits: Credits) -> Floats:
        key = piece.unit_of_step * self._groups + piece.of(self._group)
        pairs, pair = np.unique(key, return_inverse=True)
        group, mass = pairs % self._groups, piece.laid.mass[piece.unit_starts][pairs // self._groups]
        sums = [summed(pair, amounts, size=len(pairs)) for amounts in self._lines(credits)]
        return np.array([summed(group, each * each / mass, size=self._groups) for each in sums])


class Replicated(Sums):
    """Credit by group in every replicate: `of(model)` is measure x group x replicate."""

    def __init__(self, models: Sequence[Model], group: Places, groups: int, *, replicates: int) -> None:
        super().__init__(models, group, groups)
        self._replicates = replicates
        self._total = np.zeros((2 * len(models), groups, replicates))

    def part(self, piece: Piece, credits: Credits) -> Floats:
        laid, starts, here, unit = piece.laid, piece.unit_starts, piece.of(self._group), piece.unit_of_step
        weights = unit_weights(laid.unit[starts], laid.mass[starts], replicates=self._replicates)
        shape = (self._groups, len(starts))
        if self._groups > DENSE_GROUPS:
            rows = [sparse.csr_matrix((line.astype(np.float32), (here, unit)), shape) for line in self._lines(credits)]
            return np.array([row @ weights for row in rows])
        place = here * shape[1] + unit
        lines = [summed(place, line, size=shape[0] * shape[1]).astype(np.float32) for line in self._lines(credits)]
        return np.reshape(np.reshape(lines, (-1, shape[1])) @ weights, self._total.shape)
