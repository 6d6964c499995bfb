"""Ready rows into PostgreSQL by COPY, made into CSV piece by piece while PostgreSQL takes the pieces before."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from imports.reading.prepare import Shaped

if TYPE_CHECKING:
    import pyarrow
    from django.db.backends.utils import CursorWrapper

PIECE = 20_000  # rows
READ = 1 << 16  # bytes


def copy_rows(cursor: "CursorWrapper", shaped: Shaped, *, into: str, values: str, freeze: bool = False) -> int:
    """COPY `values` (DuckDB expressions over `priced`) into a table, or into columns of it; returns how many rows.

    `freeze` is for a table made in the same transaction: its rows need not be looked at again to know they are there.
    """
    rows = iter(shaped.connection.sql(f"SELECT {values} FROM priced").to_arrow_reader(PIECE))
    options = "FORMAT csv, FREEZE" if freeze else "FORMAT csv"
    # The driver's own cursor: Django has no COPY.
    cursor.cursor.copy_expert(f"COPY {into} FROM STDIN ({options})", _Stream(_made_ahead(rows)), size=READ)
    return int(cursor.cursor.rowcount)


class _Stream:
    """What COPY reads from."""

    def __init__(self, pieces: Iterator[memoryview]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        given, self._held = self._held[:size], self._held[size:]
        return bytes(given)


def _made_ahead(batches: "Iterator[pyarrow.RecordBatch]") -> Iterator[memoryview]:
    """Each batch as CSV; the next one is made in a thread of its own while PostgreSQL takes this one."""

    def make() -> memoryview | None:
        batch = next(batches, None)
        return None if batch is None else _as_csv(batch)

    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(make)
        while (piece := coming.result()) is not None:
            coming = thread.submit(make)
            yield piece


def _as_csv(batch: "pyarrow.RecordBatch") -> memoryview:
    """NULL is an empty cell; an empty text is quoted."""
    from pyarrow import csv

    out = io.BytesIO()
    csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
    return out.getbuffer()
