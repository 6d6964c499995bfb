"""How a text table is laid out: encoding, delimiter, header row, preamble. Everything shown, everything changeable."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from imports.core.columns import unique_headings
from imports.core.encoding import Encoding, encoding_of, text_chunks
from imports.core.header import Header, find_header
from imports.core.preamble import Preamble, read_preamble
from imports.core.records import DELIMITERS, Record, declared_delimiter, records
from imports.core.refusals import FileRefused

HEAD_CHARACTERS = 256 * 1024


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found. `header_line` and `first_data_line` count physical lines from 1.

    `is_commented` files have lines of comment above their table and may hold several tables, each after a blank line;
    the next one begins on `next_table`.
    """

    encoding: Encoding
    delimiter: str
    header_line: int
    first_data_line: int
    headings: tuple[str, ...]
    preamble: Preamble
    sample: tuple[Record, ...]
    is_commented: bool = False
    next_table: int | None = None


@dataclass(frozen=True, slots=True)
class LayoutChoices:
    """What the user has fixed; None leaves it to be found."""

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None


def sniff(stream: BinaryIO, *, known: Collection[str] = (), choices: LayoutChoices | None = None) -> Layout:
    """Read the layout off the file. `known` are normalised headings that any target or preset expects.

    Raises FileRefused where there is no table.
    """
    choices = choices or LayoutChoices()
    encoding = Encoding(choices.encoding, 0, assumed=False) if choices.encoding else encoding_of(stream)
    lines = _head(stream, encoding)
    declared = declared_delimiter(lines)
    offset = 1 if declared else 0
    candidates = [given] if (given := choices.delimiter or declared) else list(DELIMITERS)
    found = [_header(lines[offset:], delimiter, offset, known, choices.header_line) for delimiter in candidates]
    readings = [(delimiter, *reading) for delimiter, reading in zip(candidates, found, strict=True) if reading]
    if not readings:
        raise FileRefused("No header row was found in the first 30 lines: a table needs a row of column names.")
    delimiter, header, below = max(readings, key=lambda reading: reading[1].score)
    return Layout(
        encoding=encoding,
        delimiter=delimiter,
        header_line=header.record.line,
        first_data_line=below[0].line if below else header.record.line + 1,
        headings=unique_headings(_without_empty_end(header.record.cells)),
        preamble=read_preamble([line for line in lines[offset : header.record.line - 1] if line.strip()]),
        sample=tuple(record for record in below if record.filled),
        is_commented=any(line.lstrip().startswith("#") for line in lines[offset : header.record.line - 1]),
    )


def _header(
    lines: Sequence[str], delimiter: str, offset: int, known: Collection[str], line: int | None
) -> tuple[Header, list[Record]] | None:
    found = [Record(record.line + offset, record.cells) for record in records(lines, delimiter=delimiter)]
    if line is not None:
        place = next((place for place, record in enumerate(found) if record.line == line), None)
        header = None if place is None else Header(found[place], place, score=float(len(found[place].cells)))
    else:
        header = find_header(found, known) or _only_column(found, known)
    return (header, found[header.place + 1 :]) if header else None


def _only_column(found: Sequence[Record], known: Collection[str]) -> Header | None:
    """A file of one column has a one-cell header; accepted last, so that no preamble line is taken for one."""
    if found and len(found) > 1 and all(len(record.cells) <= 1 for record in found) and found[0].filled and not known:
        return Header(found[0], 0, score=0.01)
    return None


def _head(stream: BinaryIO, encoding: Encoding) -> list[str]:
    text = ""
    for piece in text_chunks(stream, encoding):
        text += piece
        if len(text) >= HEAD_CHARACTERS:
            break
    text = text[:HEAD_CHARACTERS].removeprefix("\ufeff")
    lines = text.splitlines(keepends=True) if "\n" not in text else text.split("\n")
    return [line if line.endswith(("\n", "\r")) else line + "\n" for line in lines]


def _without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    """Trailing delimiters make nameless columns at the end; a column without a name in the middle is kept."""
    end = len(cells)
    while end > 1 and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
