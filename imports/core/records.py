"""The first records of a text table, each with the line it starts on."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the physical line it starts on (1 is the first) and its cells as they stand in the file."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.strip())


def records(lines: Iterable[str], *, delimiter: str, limit: int = 60) -> list[Record]:
    """Read up to `limit` records; quoted cells may run over several lines. `lines` keep their line ends."""
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    found: list[Record] = []
    starts = 1
    try:
        for cells in reader:
            found.append(Record(line=starts, cells=tuple(cells)))
            starts = reader.line_num + 1
            if len(found) >= limit:
                break
    except csv.Error:
        return found
    return found


def declared_delimiter(lines: Sequence[str]) -> str | None:
    """The delimiter that a first line `sep=;` declares (a habit of Excel), else None."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:5] if first.lower().startswith("sep=") and len(first) == 5 else None
