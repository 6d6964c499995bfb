"""How sure an order is: from replicates to chances of rank and of beating each other, for the largest groups."""

from dataclasses import dataclass

import numpy as np

from attribution.core.bootstrap import beats, rank_chances
from attribution.core.transitions import Floats, Ints

LARGEST = 20
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Order:
    """The largest groups by credit (positions), their chances to be among the best 1, 2, … and to beat each other."""

    groups: Ints
    ranks: Floats
    beats: Floats


def standing(credit: Floats, replicates: Floats, *, largest: int = LARGEST) -> Order:
    """`credit` per group and its replicates x groups. Ranks count against all groups, not only the largest."""
    top = np.lexsort((np.arange(len(credit)), -credit))[:largest]
    return Order(
        groups=top.astype(np.int64),
        ranks=np.round(rank_chances(replicates)[top][:, : len(top)], DIGITS),
        beats=np.round(beats(replicates[:, top]), DIGITS),
    )
