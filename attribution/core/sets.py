"""Journeys grouped by the set of channels they touched."""

from dataclasses import dataclass

import numpy as np

from attribution.core.transitions import Floats, Ints, summed


@dataclass(frozen=True, slots=True)
class Sets:
    """Set k holds the channels member[offsets[k]:offsets[k + 1]], ascending and distinct; none is empty."""

    channels: int
    offsets: Ints
    member: Ints
    conversions: Floats
    value: Floats
    nulls: Floats

    @property
    def size(self) -> Ints:
        return np.diff(self.offsets)

    @property
    def owner(self) -> Ints:
        """Set index of every member."""
        return np.repeat(np.arange(len(self.size)), self.size)


def spread(sets: Sets, weight: Floats, amounts: Floats) -> Floats:
    """Credit per channel when each set's amount goes to its channels in proportion to `weight`, evenly if all 0."""
    owner = sets.owner
    mine = np.maximum(weight[sets.member], 0.0)
    whole = summed(owner, mine, size=len(sets.size))
    share = np.where(whole[owner] > 0, mine / np.where(whole[owner] > 0, whole[owner], 1.0), 1 / sets.size[owner])
    return summed(sets.member, share * amounts[owner], size=sets.channels)
