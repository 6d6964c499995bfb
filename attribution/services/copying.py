"""Write many rows of a result at once, and its numbers as the tables hold them."""

from decimal import Decimal
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from django.db import models

from imports.services import insert_csv

CENT, MILLIONTH = Decimal("0.01"), Decimal("0.000001")
NOBODY = -1  # the engine's code for touches that name no channel or campaign


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


def cents(amount: float) -> Decimal:
    """Money as the tables hold it."""
    return Decimal(repr(amount)).quantize(CENT)


def millionths(count: float) -> Decimal:
    """Credited milestones as the tables hold them."""
    return Decimal(repr(count)).quantize(MILLIONTH)


def named(by: str, group: int) -> dict[str, int | None]:
    """The foreign key of a channel or campaign; empty for touches that name none."""
    return {f"{by}_id": None if group == NOBODY else group}
