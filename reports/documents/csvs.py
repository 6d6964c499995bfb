"""The tables of a snapshot as CSV files in one archive; text that a spreadsheet would run is made harmless."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from people.core.cells import plain_cell
from reports.core.quantity import Quantity
from reports.documents.tables import Cell, Table


def csvs(tables: Sequence[Table], *, now: datetime) -> bytes:
    """One file for each table, with a byte order mark so that Excel reads the letters right."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for table in tables:
            entry = ZipInfo(f"{table.name.lower().replace(' ', '_')}.csv", now.timetuple()[:6])
            archive.writestr(entry, f"\N{ZERO WIDTH NO-BREAK SPACE}{_text(table)}".encode(), ZIP_DEFLATED)
    return stream.getvalue()


def _text(table: Table) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    value = cell.value if isinstance(cell, Quantity) else cell
    if value is None:
        return ""
    if isinstance(value, str):
        return plain_cell(value)
    return value.isoformat() if isinstance(value, date) else f"{value:f}"
