"""Journeys with touches laid end to end in arrays: what models weigh, unit by unit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from attribution.core.transitions import Floats, Ints, Steps

# Steps that are weighed at once: few enough to stay near the processor.
STEPS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Laid:
    """Journeys, none empty: journey j has the steps offsets[j]:offsets[j + 1], oldest first.

    Per journey: `ids`, `unit` (its independent unit) and that unit's `mass`, `month`, `scope`, and the ages at which it
    entered the stages of anchors (-1: never). Per step: `channel` (code), `campaign`, `asset` (-1: none), `age` before
    the journey's end.
    """

    offsets: Ints
    ids: Ints
    unit: Ints
    mass: Floats
    conversions: Floats
    nulls: Floats
    value: Floats
    month: Ints
    scope: Ints
    lead_age: Ints
    opportunity_age: Ints
    channel: NDArray[np.int32]
    campaign: Ints
    asset: Ints
    age: Ints
    is_direct: NDArray[np.bool_]

    @property
    def length(self) -> Ints:
        return np.diff(self.offsets)

    @property
    def owner(self) -> Ints:
        """The journey of every step."""
        return np.repeat(np.arange(len(self.ids)), self.length)

    @property
    def steps(self) -> Steps:
        return Steps(self.offsets, self.channel, self.conversions, self.nulls, self.value)

    def chosen(self, journeys: Ints) -> "Laid":
        """These journeys alone, in the order given."""
        length = self.length[journeys]
        offsets = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
        rows = np.arange(offsets[-1]) + np.repeat(self.offsets[journeys] - offsets[:-1], length)
        changed = {name: getattr(self, name)[journeys] for name in PER_JOURNEY}
        changed |= {name: getattr(self, name)[rows] for name in PER_STEP if len(getattr(self, name))}
        return replace(self, offsets=offsets, **changed)

    def part(self, first: int, last: int) -> "Laid":
        """Journeys first to last, the last not part of it, as views."""
        begin, end = self.offsets[first], self.offsets[last]
        changed = {name: getattr(self, name)[first:last] for name in PER_JOURNEY}
        changed |= {name: getattr(self, name)[begin:end] for name in PER_STEP}
        return replace(self, offsets=self.offsets[first : last + 1] - begin, **changed)

    def by_unit(self) -> "Laid":
        """The journeys of each unit side by side."""
        order = np.lexsort((self.ids, self.unit))
        return self if bool((order[1:] > order[:-1]).all()) else self.chosen(order)

    def pieces(self) -> Iterator["Piece"]:
        """Converting journeys in parts of about STEPS_AT_ONCE steps; no run of journeys of one unit is cut."""
        starts = _starts(self.unit)
        cuts = np.searchsorted(self.offsets[starts], np.arange(0, self.offsets[-1], STEPS_AT_ONCE), side="left")
        edges = np.unique(np.append(starts[np.minimum(cuts, len(starts) - 1)], len(self.ids)) if len(starts) else cuts)
        for first, last in pairwise(edges.tolist()):
            part = self.part(first, last)
            won = np.flatnonzero(part.conversions > 0)
            rows = np.repeat(part.conversions > 0, part.length)
            laid = part if len(won) == len(part.ids) else part.chosen(won)
            if len(won):
                yield Piece(laid, int(self.offsets[first]), rows, _starts(laid.unit))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the journeys: its steps are those of the whole from `first_step` on where `rows` says so."""

    laid: Laid
    first_step: int
    rows: NDArray[np.bool_]
    unit_starts: Ints

    def of(self, places: NDArray[np.int32] | Ints) -> Ints:
        """What an array over all steps of the whole says of the steps of this piece."""
        here = places[self.first_step : self.first_step + len(self.rows)]
        return (here if len(here) == len(self.laid.channel) else here[self.rows]).astype(np.int64, copy=False)

    @property
    def unit_of_step(self) -> Ints:
        """The unit of every step, counted from 0 in this piece."""
        journeys = np.diff(np.append(self.unit_starts, len(self.laid.ids)))
        return np.repeat(np.repeat(np.arange(len(journeys)), journeys), self.laid.length)


def _starts(unit: Ints) -> Ints:
    """Where runs of equal units begin."""
    return np.flatnonzero(np.concatenate([np.ones(min(len(unit), 1), dtype=np.bool_), unit[1:] != unit[:-1]]))


PER_JOURNEY = (
    "ids", "unit", "mass", "conversions", "nulls", "value", "month", "scope", "lead_age", "opportunity_age",
)  # fmt: skip
PER_STEP = ("channel", "campaign", "asset", "age")
