"""Workbooks: one sheet becomes a text table, after its true size has been measured without trusting what it says."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from imports.core.numbers import plain_number
from imports.core.refusals import FileRefused
from imports.reading.measure import measure


def sheet_rows(path: Path, *, sheet: str = "") -> Iterator[Sequence[str]]:
    """The cells of one sheet as texts, row by row. Raises FileRefused."""
    if not _is_workbook(path):
        raise FileRefused("This is a zip archive. Upload the files in it, or let the upload page unpack it.")
    with _damage_told():
        measure(path)
    for row in _rows(path, sheet):
        yield [cell_text(cell) for cell in row]


def _is_workbook(path: Path) -> bool:
    with _damage_told(), ZipFile(path) as archive:
        return "[Content_Types].xml" in archive.namelist()


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (BadZipFile, EOFError, zlib.error, RuntimeError):
        raise FileRefused("The workbook is damaged, cut off or locked. Save it again and upload it.") from None


def _rows(path: Path, sheet: str) -> Iterator[Sequence[object]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = [found.name for found in workbook.sheets_metadata if "Visible" in str(found.visible)]
        chosen = sheet or next(iter(names or workbook.sheet_names), "")
        if chosen not in workbook.sheet_names:
            raise FileRefused(f"The workbook has no sheet “{sheet}”; it has: {', '.join(workbook.sheet_names)}.")
        opened = workbook.get_sheet_by_name(chosen)
        yield from ([] for _ in range(opened.start[0] if opened.start else 0))
        yield from opened.iter_rows()
    except CalamineError as error:
        raise FileRefused(f"The workbook cannot be read: {error}. Save it again and upload it.") from None


def cell_text(cell: object) -> str:
    """A cell as text that reads in only one way: ISO for times, a point for decimals."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else plain_number(repr(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds())
    return str(cell)
