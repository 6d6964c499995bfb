"""The bridge from reported to restated in words and figures, as pages and files show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from organisation.core import show
from reports.core.bridge import Bridge, Line
from reports.core.quantity import Unit


@dataclass(frozen=True, slots=True)
class CauseRow:
    label: str
    rows: int
    amount: str


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """A headline number in full: money to the cent, a score to the second digit."""

    label: str
    reported: str
    restated: str
    difference: str
    causes: Sequence[CauseRow]
    note: str


def bridge_rows(found: Bridge, *, currency: str) -> Sequence[BridgeRow]:
    return [_row(line, currency) for line in found.lines]


def _row(line: Line, currency: str) -> BridgeRow:
    return BridgeRow(
        label=line.label,
        reported=_written(line.reported, line.unit, currency),
        restated=_written(line.restated, line.unit, currency),
        difference=_signed(line.difference, line.unit, currency),
        causes=[CauseRow(part.label, part.rows, _signed(part.amount, line.unit, currency)) for part in line.parts],
        note=line.note,
    )


def _signed(value: Decimal | None, unit: Unit, currency: str) -> str:
    return f"{'+' if value is not None and value > 0 else ''}{_written(value, unit, currency)}"


def _written(value: Decimal | None, unit: Unit, currency: str) -> str:
    return show.money(value, currency=currency) if unit is Unit.MONEY else show.number(value, digits=2)
