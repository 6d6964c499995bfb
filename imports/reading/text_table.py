"""Whatever kind of file came, as a text table: text stays as it is; workbooks, Parquet and JSON lines become CSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from imports.core import json_lines
from imports.core.container import Container, container_of
from imports.reading.limits import LIMITS, must_not_exceed
from imports.reading.parquet import parquet_rows
from imports.reading.workbook import sheet_rows


@dataclass(frozen=True, slots=True)
class TextTable:
    """Where the text is; `is_ours` where its first line is a header of our own, which the file does not have."""

    path: Path
    is_ours: bool = False


def as_text_table(path: Path, folder: Path, *, sheet: str = "") -> TextTable:
    """The file itself if it is text, else a CSV made from it in `folder`. Raises FileRefused."""
    must_not_exceed(path.stat().st_size, LIMITS.file_size, "bytes")
    with path.open("rb") as stream:
        kind = container_of(stream.read(4096))
    if kind is Container.TEXT:
        return TextTable(path)
    if kind is Container.JSON_LINES:
        return TextTable(_written(_lines(path), folder), is_ours=True)
    if kind is Container.PARQUET:
        return TextTable(_written(parquet_rows(path), folder), is_ours=True)
    return TextTable(_written(sheet_rows(path, sheet=sheet), folder))


def _lines(path: Path) -> Iterator[Sequence[str]]:
    with path.open("rb") as stream:
        names = json_lines.columns(stream)
        must_not_exceed(len(names), LIMITS.columns, "columns")
        stream.seek(0)
        rows = ([record.get(name, "") for name in names] if record else [] for record in json_lines.records(stream))
        yield from chain([names], rows)


def _written(rows: Iterable[Sequence[str]], folder: Path) -> Path:
    made = folder / "table.csv"
    with made.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
    return made
