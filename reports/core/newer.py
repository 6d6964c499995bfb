"""What is said of numbers while newer ones are computed, or when those have come to nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """Of the recompute that was to bring newer numbers than those that are shown."""

    UNDER_WAY = "under way"
    FAILED = "failed"
    CANCELLED = "was cancelled"


@dataclass(frozen=True, slots=True)
class Newer:
    """`ended_at` is None while it is under way."""

    fate: Fate
    ended_at: datetime | None = None

    def concerns(self, shown: datetime | None) -> bool:
        """Whether it is news to somebody who sees numbers of this moment; one that ended before them is none."""
        return shown is None or self.ended_at is None or self.ended_at > shown


def said(newer: Newer, *, shown: datetime | None, clock: str = "") -> str:
    """One sentence; `shown` is when the numbers of the page were computed, None where it has none.

    Moments are written as they are given; `clock` names their zone where readers may not know it.

    >>> said(Newer(Fate.FAILED, datetime(2026, 3, 2, 5)), shown=datetime(2026, 3, 1, 6))
    'The last recompute failed on 2 Mar 2026, 05:00, so these are still the numbers of 1 Mar 2026, 06:00.'
    >>> said(Newer(Fate.UNDER_WAY), shown=None)
    'Numbers are being computed; there are none of this cycle yet.'
    """
    if newer.fate is Fate.UNDER_WAY:
        if shown is None:
            return "Numbers are being computed; there are none of this cycle yet."
        return f"New numbers are being computed; until they are there, these are those of {_moment(shown, clock)}."
    ended = f"The last recompute {newer.fate} on {_moment(newer.ended_at, clock)}" if newer.ended_at else ""
    if shown is None:
        return f"{ended}, so there are no numbers of this cycle yet."
    return f"{ended}, so these are still the numbers of {_moment(shown, clock)}."


def _moment(at: datetime, clock: str) -> str:
    return f"{at:%-d %b %Y, %H:%M}{f' {clock}' if clock else ''}"
