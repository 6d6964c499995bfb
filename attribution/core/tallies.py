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
from attribution.core.weighing import Asked, Credit, credits

Places = NDArray[np.int32] | Ints

# Up to so many groups a dense product is faster than a sparse one.
DENSE_GROUPS = 60


Credits = Mapping[Model, Credit]


class Tally(Protocol):
    """Sums of credit: `part` has those of one piece, from the credit of its steps, and `add` takes them in."""

    def part(self, piece: Piece, credits: Credits) -> Floats: ...

    def add(self, part: Floats) -> None: ...


def add_up(laid: Laid, models: Sequence[Model], asked: Asked, tallies: Sequence[Tally]) -> None:
    """Weigh the journeys piece by piece and give every tally all credit, always added in the same order."""

    def parts(piece: Piece) -> list[Floats]:
        found = credits(piece.laid, models, asked)
        return [tally.part(piece, found) for tally in tallies]

    for found in in_turn(parts, laid.pieces()):
        for tally, part in zip(tallies, found, strict=True):
            tally.add(part)


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
        return np.array([summed(at, amounts, size=self._groups) for at, amounts in self._lines(credits, here)])

    def add(self, part: Floats) -> None:
        if len(part):
            self._total += part

    def _lines(self, credits: Credits, group: Ints) -> Iterator[tuple[Ints, Floats]]:
        """Conversions and money of each model, and the groups they belong to, given those of all steps."""
        for model in self._models:
            at = credits[model].places(group)
            yield at, credits[model].conversions
            yield at, credits[model].value


class Squares(Sums):
    """The variance of every sum: squared credit of each unit over its mass, added up."""

    def part(self, piece: Piece, credits: Credits) -> Floats:
        key = piece.unit_of_step * self._groups + piece.of(self._group)
        pairs, pair = np.unique(key, return_inverse=True)
        group, mass = pairs % self._groups, piece.laid.mass[piece.unit_starts][pairs // self._groups]
        sums = [summed(at, amounts, size=len(pairs)) for at, amounts in self._lines(credits, pair)]
        return np.array([summed(group, each * each / mass, size=self._groups) for each in sums])


class Replicated(Sums):
    """Credit by group in every replicate: `of(model)` is measure x group x replicate."""

    def __init__(self, models: Sequence[Model], group: Places, groups: int, *, replicates: int) -> None:
        super().__init__(models, group, groups)
        self._replicates = replicates
        self._total = np.zeros((2 * len(models), groups, replicates))

    def part(self, piece: Piece, credits: Credits) -> Floats:
        laid, starts = piece.laid, piece.unit_starts
        weights = unit_weights(laid.unit[starts], laid.mass[starts], replicates=self._replicates)
        units = len(starts)
        lines = self._lines(credits, piece.of(self._group) * units + piece.unit_of_step)
        if self._groups > DENSE_GROUPS:
            found = ((line.astype(np.float32), np.divmod(at, units)) for at, line in lines)
            return np.array([sparse.csr_matrix(entries, (self._groups, units)) @ weights for entries in found])
        dense = [summed(at, line, size=self._groups * units).astype(np.float32) for at, line in lines]
        return np.reshape(np.reshape(dense, (-1, units)) @ weights, self._total.shape)
