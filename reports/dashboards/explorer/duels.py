"""Which of two really has more credit: every pair of the largest groups, were the data drawn again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attribution.selectors import Ranking

MOST = 8
SURE = 0.9  # a chance from which on an order is called settled


@dataclass(frozen=True, slots=True)
class Duel:
    """One group against those that follow it; None stands for pairs that another row tells."""

    name: str
    chances: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Duels:
    rows: Sequence[Duel]
    against: Sequence[str]
    sentence: str


def duels(standing: Ranking | None, names: Mapping[int | None, str]) -> Duels | None:
    """`names` are the groups on the page; None where fewer than two of them were drawn again."""
    groups = [key for key in standing.groups if key in names][:MOST] if standing else []
    if standing is None or len(groups) < 2:
        return None
    rows = [
        Duel(
            names[first],
            [standing.chance(first, second) if place > at else None for place, second in enumerate(groups[1:], 1)],
        )
        for at, first in enumerate(groups[:-1])
    ]
    pairs = [chance for row in rows for chance in row.chances if chance is not None]
    settled = sum(chance >= SURE or chance <= 1 - SURE for chance in pairs)
    return Duels(
        rows,
        [names[key] for key in groups[1:]],
        f"{settled} of {len(pairs)} pairs are settled: one has more nine times in ten or oftener.",
    )
