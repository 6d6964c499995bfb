"""The first rows of a table, straight from the ready rows: with nothing there, there is nothing to compare with."""

from django.db import connection

from imports.core.conservation import RowsLost
from imports.loading.copying import copy_rows
from imports.loading.exchange import filled_by_exchange
from imports.reading.engine import literal, quoted
from imports.reading.prepare import Shaped
from imports.reading.tables import Table, TableColumn

MANY = 2_000  # rows; fewer are written as fast with all keys and indexes in place


def write_first(shaped: Shaped, table: Table, *, columns: tuple[str, ...], batch: int) -> int | None:
    """How many rows of the file became rows of the empty `table`; None where it has to be written the long way.

    Must run inside the transaction that owns the import. Raises IntegrityError, RowsLost.
    """
    if not _is_simple(shaped, table):
        return None
    rows, lines = shaped.connection.execute("SELECT count(*), coalesce(sum(rows), 0) FROM priced").fetchall()[0]
    if rows <= MANY:
        return None
    given = {column.name: _value(shaped, column, column.name in columns, batch) for column in table.columns}
    names = ", ".join(quoted(name) for name in given)
    values = ", ".join(f"{value} AS {quoted(name)}" for name, value in given.items())

    def fill(place: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [place])
            first = int(cursor.fetchone()[0])
            numbered = f"{first - 1} + row_number() OVER () AS id, {values}"
            written = copy_rows(cursor, shaped, into=f"{place} (id, {names})", values=numbered, freeze=True)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [place, first + rows - 1])
        if written != rows:
            raise RowsLost(f"{rows} rows were ready but {written} were written.")

    return int(lines) if filled_by_exchange(table.name, fill) else None


def _is_simple(shaped: Shaped, table: Table) -> bool:
    """Whether the rows need nothing else of the database: no other tables, no rules, no clock."""
    target = shaped.plan.target
    if target.mint or target.writes or target.amends or target.settles_money or target.match:
        return False
    if any(column.fallback == "now()" for column in table.columns):
        return False
    return not any(shaped.needs(prepare) for prepare in target.prepares)


def _value(shaped: Shaped, column: TableColumn, is_given: bool, batch: int) -> str:
    """DuckDB: the value of a new row, as the long way would write it."""
    if column.name == "source":
        return literal(shaped.plan.source)
    if column.name == "batch_id":
        return str(batch)
    if column.name == "line":
        return f"line // {shaped.plan.cells}"
    if not is_given:
        return column.fallback
    cell = quoted(column.name)
    return (
        cell if column.fallback == "NULL" else f"coalesce(CAST({cell} AS VARCHAR), CAST({column.fallback} AS VARCHAR))"
    )
