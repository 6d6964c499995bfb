"""Many new rows of one of our own results at once: COPY, with foreign keys checked as a set."""

from collections.abc import Sequence
from typing import BinaryIO

from django.db import connection

from imports.loading.references import checked_at_once
from imports.reading.engine import quoted
from imports.reading.tables import table_of


def insert_csv(model: str, columns: Sequence[str], csv: BinaryIO) -> None:
    """Insert the rows of a CSV without a header into the table of `model` ("app.Model"); an empty cell is NULL.

    Must run inside a transaction. Columns that are not named get the default of the database.
    """
    table = table_of(model)
    names = ", ".join(quoted(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bulk ON COMMIT DROP AS SELECT {names} FROM {table.name} LIMIT 0")
        # The driver's own cursor: Django has no COPY.
        cursor.cursor.copy_expert(f"COPY bulk ({names}) FROM STDIN WITH (FORMAT csv)", csv)
        with checked_at_once(table, "bulk", many=True, updates=False):
            cursor.execute(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM bulk")
        cursor.execute("DROP TABLE bulk")
