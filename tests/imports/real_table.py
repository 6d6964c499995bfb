"""The table of real files in docs/imports.md: read to be compared with a run, and written by one.

Write it with `SIGHTLINE_WRITE_REAL_TABLE=1 pytest -n 0 tests/imports/test_real_files.py`.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs" / "imports.md"
WRITES = bool(os.environ.get("SIGHTLINE_WRITE_REAL_TABLE"))
_ROW = re.compile(r"^\| (?P<name>\S+) \| (?P<target>\w+) \| (?P<read_as>.*?) \| (?P<counts>[\d, |]+) \|$", re.MULTILINE)
_MEASURED = re.compile(r"Measured on \d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One import of a real file: how it was read, and rows read, accepted, updated, unchanged, skipped, rejected."""

    name: str
    target: str
    read_as: str
    counts: tuple[int, ...]

    def __str__(self) -> str:
        return f"| {self.name} | {self.target} | {self.read_as} | {' | '.join(f'{n:,}' for n in self.counts)} |"


def documented() -> Sequence[Row]:
    """The rows that the documentation shows."""
    return [
        Row(
            found["name"],
            found["target"],
            found["read_as"],
            tuple(int(n.replace(",", "")) for n in found["counts"].split(" | ")),
        )
        for found in _ROW.finditer(DOCS.read_text())
    ]


def write(rows: Sequence[Row], *, today: date) -> None:
    """Put rows in the place of those of the same file and target; new ones come last."""
    text = _MEASURED.sub(f"Measured on {today}", DOCS.read_text())
    known = {(found["name"], found["target"]): found[0] for found in _ROW.finditer(text)}
    for row in rows:
        old = known.get((row.name, row.target))
        text = (
            text.replace(old, str(row))
            if old
            else text.replace("<!-- end of real files -->", f"{row}\n<!-- end of real files -->")
        )
    DOCS.write_text(text)
