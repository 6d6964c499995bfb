"""How sure the order of campaigns or channels is under one model."""

from dataclasses import dataclass

from attribution.models import CreditRun, Grouping, Milestone, Standing


@dataclass(frozen=True, slots=True)
class Ranking:
    """The largest groups, most credit first, and what 200 redrawn worlds say of their order.

    `measure` is "value" or "conversions". `ranks[i][k]`: the chance that group i is among the best k + 1 of all.
    `beats[i][j]`: the chance that group i has more credit than group j, a tie counting half.
    """

    groups: tuple[int | None, ...]
    measure: str
    ranks: tuple[tuple[float, ...], ...]
    beats: tuple[tuple[float, ...], ...]

    def among(self, group: int | None, best: int) -> float:
        """The chance that a group is among the best `best`; for more than are listed, that of the last listed."""
        chances = self.ranks[self.groups.index(group)]
        return chances[min(best, len(chances)) - 1]

    def chance(self, first: int | None, second: int | None) -> float:
        """The chance that the first group's credit is above the second's."""
        return self.beats[self.groups.index(first)][self.groups.index(second)]


def ranking(run: CreditRun, *, model: str, milestone: Milestone, by: str = Grouping.CAMPAIGN) -> Ranking | None:
    """The standing over all months of the run; None with fewer than 30 converting units, or without credit."""
    found = Standing.objects.filter(run=run, model=model, milestone=milestone, by=by).first()
    if found is None:
        return None
    ranks, beats = (tuple(map(tuple, matrix)) for matrix in (found.ranks, found.beats))
    return Ranking(tuple(found.groups), found.measure, ranks, beats)
