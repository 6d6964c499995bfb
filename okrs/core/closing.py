"""Closing a key result: a score from 0.0 to 1.0, its band, and whether the promise was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from okrs.core.progress import clamp
from okrs.core.status import ROUNDING, Status


class Ambition(StrEnum):
    """Committed: expected in full. Aspirational: expected at about 0.7."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"

    @property
    def expected_score(self) -> float:
        return 1.0 if self is Ambition.COMMITTED else 0.7


class CloseBand(StrEnum):
    """Half-open bands of the closing score."""

    DELIVERED = "delivered"
    PARTLY = "partly"
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Closing scores of one ambition; the two ambitions are never averaged into one."""

    ambition: Ambition
    mean: float
    kept: int
    count: int


def closing_score(progress: float | None) -> float | None:
    """Progress at the end as a score from 0 to 1; None when nothing was ever measured."""
    return None if progress is None else clamp(progress)


def close_band(score: float) -> CloseBand:
    """≥ 0.7 delivered, ≥ 0.4 partly, below that not delivered."""
    if score + ROUNDING >= 0.7:
        return CloseBand.DELIVERED
    return CloseBand.PARTLY if score + ROUNDING >= 0.4 else CloseBand.NOT_DELIVERED


def outcome(*, score: float | None, ambition: Ambition) -> Status:
    """Achieved when the score reaches what its ambition expects; never measured is missed."""
    if score is None:
        return Status.MISSED
    return Status.ACHIEVED if score + ROUNDING >= ambition.expected_score else Status.MISSED


def verdicts(scores: Sequence[tuple[Ambition, float]]) -> list[Verdict]:
    """One verdict per ambition that has scores."""
    found = []
    for ambition in Ambition:
        own = [score for kind, score in scores if kind is ambition]
        if own:
            kept = sum(outcome(score=score, ambition=ambition) is Status.ACHIEVED for score in own)
            found.append(Verdict(ambition, fsum(own) / len(own), kept, len(own)))
    return found
