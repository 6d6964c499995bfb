"""Lift tests that another room measured: it registers how to read them, as it lies above this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MeasuredLift:
    """A randomised test of one campaign: what it added to `outcome` (words of whoever entered it) in all.

    The days are inclusive; `low` and `high` are the 90 % interval of the effect.
    """

    name: str
    campaign: int
    outcome: str
    first_day: date
    last_day: date
    effect: float
    low: float
    high: float


Reader = Callable[[], Sequence[MeasuredLift]]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Add a source of lift tests, once."""
    if reader not in _readers:
        _readers.append(reader)


def measured_lifts() -> Sequence[MeasuredLift]:
    return [one for reader in _readers for one in reader()]
