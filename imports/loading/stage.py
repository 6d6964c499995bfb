"""Bring the ready rows into PostgreSQL as the temporary table `staged`."""

from django.db import connection

from imports.loading.copying import copy_rows
from imports.reading.engine import literal, quoted
from imports.reading.prepare import Shaped
from imports.reading.tables import Table, TableColumn


def stage(shaped: Shaped, table: Table, *, source: str) -> int:
    """Create `staged` with every column of the ready rows, `line`, `rows` and `source`; returns its size.

    Must run inside the transaction that writes: the table disappears with it.
    """
    columns = _staged_columns(shaped, table)
    names = [row[0] for row in shaped.connection.execute("DESCRIBE priced").fetchall()]
    chosen = ", ".join(quoted(name) for name in columns if name in names)
    kept = {name: kind for name, kind in columns.items() if name in names}
    definitions = ", ".join(f"{quoted(name)} {kind}" for name, kind in kept.items())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged, minted")
        cursor.execute(f"CREATE TEMP TABLE staged (line integer, rows integer, {definitions}) ON COMMIT DROP")
        copy_rows(cursor, shaped, into="staged", values=f"line // {shaped.plan.cells}, rows, {chosen}")
        cursor.execute(f"ALTER TABLE staged ADD COLUMN source text DEFAULT {literal(source)}")
        cursor.execute("ANALYZE staged")
        cursor.execute("SELECT count(*) FROM staged")
        return int(cursor.fetchone()[0])


def _staged_columns(shaped: Shaped, table: Table) -> dict[str, str]:
    """PostgreSQL types by name: the model's where it has the column, those of the file's other columns otherwise."""
    types: dict[str, str] = {}
    for name, kind, *_ in shaped.connection.execute("DESCRIBE priced").fetchall():
        if name in ("line", "rows"):
            continue
        column = _model_column(table, name)
        types[name] = column.type if column else _POSTGRES.get(kind, "text")
    return types


def _model_column(table: Table, name: str) -> TableColumn | None:
    return next((column for column in table.columns if column.name == name), None)


_POSTGRES = {"DATE": "date", "TIMESTAMP": "timestamptz", "DECIMAL(38,10)": "numeric", "BIGINT": "bigint"}
_POSTGRES |= {"BOOLEAN": "boolean", "VARCHAR": "text", "INTEGER": "integer"}
