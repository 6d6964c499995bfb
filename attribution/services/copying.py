"""Write many rows of a result at once."""

from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from django.db import models

from imports.services import insert_csv


def copy_rows(model: type[models.Model], rows: pa.Table, **given: object) -> None:
    """Insert the rows, whose columns are named as those of the model; `given` holds what is the same for all.

    Must run inside a transaction.
    """
    if not len(rows):
        return
    for name, value in given.items():
        rows = rows.append_column(name, pa.repeat(pa.scalar(value), len(rows)))
    buffer = BytesIO()
    # pyarrow 26 writes zero bytes in place of rows when the columns are cut into chunks at different places.
    pacsv.write_csv(_texts(rows).combine_chunks(), buffer, pacsv.WriteOptions(include_header=False))
    buffer.seek(0)
    insert_csv(model._meta.label, rows.column_names, buffer)


def _texts(rows: pa.Table) -> pa.Table:
    """Sums of money as text, digit by digit."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_decimal(field.type):
            rows = rows.set_column(place, field.name, pc.cast(rows.column(place), pa.string()))
    return rows
