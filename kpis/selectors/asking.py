"""A question about measures, and the cells of its answer."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from kpis.core.measures import BaseMeasure
from organisation.core.calendar import Window
from organisation.core.scope import Scope


@dataclass(frozen=True, slots=True)
class Ask:
    """Which windows and scopes, broken down by which dimension (empty: not), as of which instant in which zone."""

    windows: tuple[Window, ...]
    scopes: tuple[Scope, ...]
    now: datetime
    zone: str = "UTC"
    by: str = ""

    @property
    def tomorrow(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date() + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of an answer: a window, a scope, and a member of the dimension; no member where nothing is split."""

    window: Window
    scope: Scope
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a measure was in a cell; without a value, the reason. `unknown` rows have no amount and are in no sum."""

    value: Decimal | None
    reason: str = ""
    unknown: int = 0


Readings = Mapping[str, Mapping[Cell, Known]]
"""By measure and cell; the members of a measure are those that have rows in any of the windows."""
CreditReader = Callable[[Collection[str], Ask], Readings]
"""Reads credit measures from the newest published attribution run."""


class Reader(Protocol):
    """Reads base measures."""

    def __call__(self, measures: Collection[BaseMeasure], ask: Ask, /, *, credits: CreditReader) -> Readings: ...
