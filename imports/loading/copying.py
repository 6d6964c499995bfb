"""Ready rows into PostgreSQL by COPY, made into CSV piece by piece while PostgreSQL takes the pieces before."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from imports.reading.prepare import Shaped

if TYPE_CHECKING:
    import pyarrow
    from django.db.backends.utils import CursorWrapper

PIECE = 50_000  # rows
READ = 1 << 16  # bytes


def copy_rows(cursor: "CursorWrapper", shaped: Shaped, *, into: str, values: str) -> int:
    """COPY `values` (DuckDB expressions over `priced`) into a table, or into columns of it; returns how many rows."""
    rows = shaped.connection.sql(f"SELECT {values} FROM priced").to_arrow_reader(PIECE)
    # The driver's own cursor: Django has no COPY.
    cursor.cursor.copy_expert(f"COPY {into} FROM STDIN (FORMAT csv)", _Csv(rows), size=READ)
    return int(cursor.cursor.rowcount)


class _Csv:
    """What COPY reads from. NULL is an empty cell; an empty text is quoted."""

    def __init__(self, batches: "Iterable[pyarrow.RecordBatch]") -> None:
        self._batches = iter(batches)
        self._held = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._held:
            batch = next(self._batches, None)
            if batch is None:
                return b""
            self._held = _as_csv(batch)
        piece, self._held = self._held[:size], self._held[size:]
        return bytes(piece)


def _as_csv(batch: "pyarrow.RecordBatch") -> memoryview:
    from pyarrow import csv

    out = io.BytesIO()
    csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
    return out.getbuffer()
