"""Parquet tables as texts, a few thousand rows at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imports.core.refusals import FileRefused
from imports.reading.limits import LIMITS, must_not_exceed
from imports.reading.workbook import cell_text

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS = 10_000


def parquet_rows(path: Path) -> Iterator[Sequence[str]]:
    """The names of the columns, then the rows as texts. Raises FileRefused."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as file:
            _must_be_a_table(file, weighs=path.stat().st_size)
            yield file.schema_arrow.names
            rows = 0
            for batch in file.iter_batches(batch_size=_ROWS, use_threads=False):
                rows += batch.num_rows
                must_not_exceed(rows, LIMITS.rows, "rows")
                for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    yield ["" if cell is None else cell_text(cell) for cell in cells]
    except (pa.ArrowException, OSError) as error:
        raise FileRefused("The Parquet file is damaged or cut off. Export it again.") from error


def _must_be_a_table(file: "ParquetFile", *, weighs: int) -> None:
    """What the file says about itself, before any of it is unpacked."""
    import pyarrow as pa

    facts = file.metadata
    must_not_exceed(facts.num_columns, LIMITS.columns, "columns")
    must_not_exceed(facts.num_rows, LIMITS.rows, "rows")
    unpacked = sum(facts.row_group(number).total_byte_size for number in range(facts.num_row_groups))
    if unpacked > LIMITS.unpacked_size or unpacked > LIMITS.unpacked_ratio * max(weighs, 64 * 1024):
        raise FileRefused("The Parquet file unpacks to far more than it weighs, so it is not opened.")
    for field in file.schema_arrow:
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type):
            raise FileRefused(
                f"The column “{field.name}” holds lists, records or bytes, which are no cells of a table. Export the "
                "file with plain columns, or as CSV."
            )
