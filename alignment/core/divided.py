"""A divided key result as it is kept: a plain document that is read back to the same digits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from alignment.core.sight import Division, Piece, Source


@dataclass(frozen=True, slots=True)
class Divided:
    """A sum has a division, a quotient has pieces, anything else the `reason` why it cannot be divided."""

    division: Division | None = None
    pieces: Sequence[Piece] = ()
    reason: str = ""
    noun: str = ""
    is_money: bool = False
    model: str = ""
    measures: tuple[str, str] = ("", "")


def write(found: Divided) -> dict[str, Any]:
    """The document of a divided key result."""
    division = found.division
    return {
        "division": None if division is None else {**_row(division), "sources": [_row(s) for s in division.sources]},
        "pieces": [_row(piece) for piece in found.pieces],
        "reason": found.reason,
        "noun": found.noun,
        "is_money": found.is_money,
        "model": found.model,
        "measures": list(found.measures),
    }


def read(document: Mapping[str, Any]) -> Divided:
    """What `write` wrote."""
    division = document["division"]
    made = None
    if division is not None:
        sources = [Source(**_typed(Source, row)) for row in division["sources"]]
        made = Division(**{**_typed(Division, division), "sources": sources})
    first, second = document["measures"]
    return Divided(
        made,
        [Piece(**_typed(Piece, row)) for row in document["pieces"]],
        document["reason"],
        document["noun"],
        document["is_money"],
        document["model"],
        (first, second),
    )


def _row(row: Division | Source | Piece) -> dict[str, Any]:
    told = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "sources"}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in told.items()}


def _typed(kind: type[Division] | type[Source] | type[Piece], row: Mapping[str, Any]) -> dict[str, Any]:
    decimals = {field.name for field in fields(kind) if "Decimal" in str(field.type)}
    return {
        name: Decimal(value) if name in decimals and value is not None else value
        for name, value in row.items()
        if name != "sources"
    }
