"""The tables of a snapshot as CSV files in one archive; text that a spreadsheet would run is made harmless."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import StringIO

from people.core.cells import plain_cell
from reports.core.quantity import Quantity
from reports.documents.archive import zipped
from reports.documents.tables import Cell, Table

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def csvs(tables: Sequence[Table], *, now: datetime) -> bytes:
    """One file for each table, with a byte order mark so that Excel reads the letters right."""
    files = {f"{table.name.lower().replace(' ', '_')}.csv": f"{MARK}{_text(table)}".encode() for table in tables}
    return zipped(files, now=now)


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
