"""What may be said about a claim; plain words, so that pages may know them without any arrays."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    TOO_EARLY = "too early to tell"
    HINT = "hint"
    LEADS = "leads"
    NOT_PROVEN = "not proven"
    DOES_NOT_LEAD = "does not lead"
    UNUSABLE = "cannot be tested"


UNHEARD = "claimed, not tested"


@dataclass(frozen=True, slots=True)
class Heard:
    """A verdict, and what it rests on: points, and lag and range once there was a test."""

    verdict: Verdict
    rests: str

    @property
    def words(self) -> str:
        return f"{self.verdict}: {self.rests}"


def rests_on(*, points: int, step: str, lag: int | None, low: float | None, high: float | None) -> str:
    """Short enough to stand beside a name.

    >>> rests_on(points=104, step="week", lag=1, low=-0.3, high=0.4)
    '104 weeks, lag 1 week, effect −0.30 to +0.40 sd'
    >>> rests_on(points=8, step="month", lag=None, low=None, high=None)
    '8 months'
    """
    parts = [_many(points, step)]
    if lag is not None:
        parts.append(f"lag {_many(lag, step)}")
    if low is not None and high is not None:
        parts.append(f"effect {low:+.2f} to {high:+.2f} sd".replace("-", "−"))
    return ", ".join(parts)


def _many(count: int, step: str) -> str:
    return f"{count} {step}" if count == 1 else f"{count} {step}s"
