"""Workbooks: one sheet becomes a text table, after its true size has been measured without trusting what it says."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from imports.core.numbers import plain_number
from imports.core.refusals import FileRefused
from imports.reading.limits import LIMITS, must_not_exceed

_REFERENCE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,4})([0-9]{1,8})"')
_PIECE = 1 << 20


def sheet_rows(path: Path, *, sheet: str = "") -> Iterator[Sequence[str]]:
    """The cells of one sheet as texts, row by row. Raises FileRefused."""
    if not _is_workbook(path):
        raise FileRefused("This is a zip archive. Upload the files in it, or let the upload page unpack it.")
    _measure(path)
    for row in _rows(path, sheet):
        yield [_text(cell) for cell in row]


def _is_workbook(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except BadZipFile:
        raise FileRefused("The workbook is damaged or cut off. Save it again and upload it.") from None


def _measure(path: Path) -> None:
    """Count bytes and cells by unpacking in small pieces; declared sizes and dimensions are not believed."""
    try:
        with ZipFile(path) as archive:
            unpacked = 0
            for entry in archive.infolist():
                unpacked += entry.file_size
                if unpacked > LIMITS.unpacked_size or entry.file_size > LIMITS.unpacked_ratio * max(
                    entry.compress_size, 64 * 1024
                ):
                    raise FileRefused("The workbook unpacks to far more than it weighs, so it is not opened.")
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _measure_sheet(archive, entry.filename)
    except BadZipFile:
        raise FileRefused("The workbook is damaged or cut off. Save it again and upload it.") from None


def _measure_sheet(archive: ZipFile, name: str) -> None:
    """The reader keeps the whole rectangle that the cells span: refuse a far-away cell before it does."""
    widest = deepest = 0
    held = b""
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            text = held + piece
            for letters, row in _REFERENCE.findall(text):
                widest = max(widest, _column_number(letters))
                deepest = max(deepest, int(row))
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise FileRefused("The workbook declares entities, which no spreadsheet program writes; not opened.")
            held = text[-64:]
    must_not_exceed(widest, LIMITS.columns, "columns")
    must_not_exceed(widest * deepest, LIMITS.sheet_cells, "cells in one sheet")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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


def _text(cell: object) -> str:
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
