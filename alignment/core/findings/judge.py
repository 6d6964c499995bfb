"""The exact price of every finding: the score is computed again on the inputs as they would be."""

from collections.abc import Sequence
from dataclasses import dataclass

from alignment.core.findings.registry import RULES, Rule
from alignment.core.findings.words import Found, Severity
from alignment.core.remedies import apply
from alignment.core.score import DEFAULT_WEIGHTS, Weights, value
from alignment.core.situation import Situation

WORTH_A_MOVE = 0.05  # points


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with the score before and after it is put right; None where one of them is not scorable."""

    found: Found
    rule: Rule
    before: float | None
    after: float | None

    @property
    def points(self) -> float | None:
        """What the score gains, exactly; 0 where nothing that is scored would change."""
        if not self.found.steps:
            return 0.0
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def opens(self) -> bool:
        """Putting it right makes the cycle scorable."""
        return self.before is None and self.after is not None


def judge(now: Situation, *, weights: Weights = DEFAULT_WEIGHTS) -> list[Judged]:
    """Every finding of the registry, the most severe first, then by points and money."""
    before = value(now.inputs, weights=weights)
    judged = [
        Judged(
            found,
            rule,
            before,
            value(apply(now.inputs, found.steps), weights=weights) if found.steps else before,
        )
        for rule in RULES
        for found in rule.find(now)
    ]
    order = list(Severity)
    return sorted(
        judged,
        key=lambda row: (order.index(row.rule.severity), -(row.points or 0.0), -row.found.money, row.found.key),
    )


def best(judged: Sequence[Judged], *, count: int = 3) -> list[Judged]:
    """The moves that gain most, at most one for each group, so that no money is promised twice."""
    moves = [
        row for row in judged if row.rule.move and (row.opens or (row.points is not None and row.points > WORTH_A_MOVE))
    ]
    moves.sort(key=lambda row: (not row.opens, -(row.points if row.points is not None else row.after or 0.0)))
    chosen: list[Judged] = []
    for row in moves:
        if row.rule.move not in {other.rule.move for other in chosen}:
            chosen.append(row)
    return chosen[:count]
