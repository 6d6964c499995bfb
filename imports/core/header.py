"""Where the table begins: the header row is found by what it says, not by its place."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from imports.core.columns import normal_heading
from imports.core.records import Record

SEARCHED = 30
_VALUE = re.compile(r"[\s$€£#<>+-]*\d[\d\s.,:/%-]*(?:%|[ap]m)?|\d{4}-\d{2}-\d{2}.*|true|false|--?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The header row, its place among the records, and how sure its choice is (higher is surer)."""

    record: Record
    place: int
    score: float


def find_header(found: Sequence[Record], known: Collection[str] = ()) -> Header | None:
    """The record among the first thirty that best looks like headings of the records below it.

    `known` are headings that some target or preset expects, in normal form; each one found weighs most.
    None where no record has two headings (or one known heading).
    """
    best: Header | None = None
    for place, record in enumerate(found[:SEARCHED]):
        score = _score(record, found[place + 1 :], known)
        if score > 0 and (best is None or score > best.score):
            best = Header(record=record, place=place, score=score)
    return best


def _score(record: Record, below: Sequence[Record], known: Collection[str]) -> float:
    cells = [cell.strip() for cell in record.cells]
    labels = [cell for cell in cells if cell and not _VALUE.fullmatch(cell) and len(cell) <= 120]
    recognised = sum(1 for cell in set(cells) if normal_heading(cell) in known)
    if len(labels) < 2 and not recognised:
        return 0
    values = sum(1 for cell in cells if cell and _VALUE.fullmatch(cell))
    if cells[0].startswith("#") or values > len(labels):
        return 0
    unique = len(set(labels)) / len(labels) if labels else 0
    rows = [other for other in below if other.filled]
    fitting = sum(1 for other in rows if len(other.cells) == len(cells)) / len(rows) if rows else 0.5
    return 10 * recognised + (len(labels) - 3 * values) * unique * (0.2 + fitting)
