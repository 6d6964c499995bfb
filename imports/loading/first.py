"""The first rows of a table, straight from the ready rows: with nothing there, there is nothing to compare with."""

from collections.abc import Collection, Mapping

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
    same = {column.name: _same(shaped, column, columns, batch) for column in table.columns}

    def fill(place: str) -> None:
        with connection.cursor() as cursor:
            own = _own_defaults(place)
            spared = {name: value for name, value in same.items() if value and name not in own}
            given = {c.name: same[c.name] or _value(shaped, c) for c in table.columns if c.name not in spared}
            names = ", ".join(quoted(name) for name in given)
            values = ", ".join(f"{value} AS {quoted(name)}" for name, value in given.items())
            _set_defaults(place, spared)
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [place])
            first = int(cursor.fetchone()[0])
            numbered = f"{first - 1} + row_number() OVER () AS id, {values}"
            written = copy_rows(cursor, shaped, into=f"{place} (id, {names})", values=numbered, freeze=True)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [place, first + rows - 1])
            _set_defaults(place, dict.fromkeys(spared, "NULL"))
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


def _own_defaults(place: str) -> frozenset[str]:
    """The columns for which the database has a default of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND atthasdef", [place])
        return frozenset(row[0] for row in cursor.fetchall())


def _set_defaults(place: str, values: Mapping[str, str]) -> None:
    """What all rows have in common is the table's to add: it need not be written, sent and read a million times."""
    steps = ", ".join(f"ALTER COLUMN {quoted(name)} SET DEFAULT {value}" for name, value in values.items())
    if steps:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {place} {steps}")


def _same(shaped: Shaped, column: TableColumn, given: Collection[str], batch: int) -> str:
    """The value of a column that is the same for all rows; empty where it differs."""
    if column.name == "source":
        return literal(shaped.plan.source)
    if column.name == "batch_id":
        return str(batch)
    return "" if column.name == "line" or column.name in given else column.fallback


def _value(shaped: Shaped, column: TableColumn) -> str:
    """DuckDB: the value of a new row, as the long way would write it."""
    if column.name == "line":
        return f"line // {shaped.plan.cells}"
    cell = quoted(column.name)
    return (
        cell if column.fallback == "NULL" else f"coalesce(CAST({cell} AS VARCHAR), CAST({column.fallback} AS VARCHAR))"
    )
