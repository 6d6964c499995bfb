"""Whose numbers a snapshot holds, of what, as of when, and from which runs."""

from dataclasses import dataclass
from datetime import date, datetime

VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """What the numbers can be narrowed to: a dimension with the values that deals have."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """Whose numbers of what, as of when, and from which runs. `day` of `days` is the last one counted."""

    organisation: str
    cycle_id: int
    cycle: str
    starts_on: date
    ends_on: date
    as_of: date
    computed_at: datetime
    day: int
    days: int
    currency: str
    scope: str
    model: str
    score_run: int
    credit_run: int
    measure_run: int | None
    version: int = VERSION
    parts: tuple[Part, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.day >= self.days
