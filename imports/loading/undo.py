"""Take an import back: rows it changed become what they were, rows it made disappear."""

from django.db import IntegrityError, connection

from imports.core.target import Target
from imports.loading.publish import lock_tables
from imports.loading.rates import models_written
from imports.loading.rules import hint_of
from imports.reading.engine import quoted
from imports.reading.tables import Table, table_of


class UndoRefused(Exception):
    """Why the import cannot be taken back, and what to do first."""


def undo_rows(target: Target, *, batch: int) -> int:
    """Restore and delete; returns how many rows changed. Must run inside a transaction. Raises UndoRefused."""
    lock_tables(target)
    tables = [table_of(label) for label in models_written(target)]
    _refuse_if_built_upon(batch)
    changed = 0
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in reversed(tables):
                cursor.execute(_restore(table), [batch, table.label])
                changed += int(cursor.rowcount)
            for table in reversed(tables):
                cursor.execute(f"DELETE FROM {table.name} WHERE batch_id = %s", [batch])
                changed += int(cursor.rowcount)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DELETE FROM imports_previous WHERE batch_id = %s", [batch])
    except IntegrityError as error:
        if hint := hint_of(error):
            raise UndoRefused(f"{hint}, then undo the import again.") from error
        user = error.__cause__.diag.table_name if error.__cause__ else "another table"  # type: ignore[attr-defined]
        raise UndoRefused(
            f"Rows of this import are in use ({user}): undo what was imported or entered on top of them first."
        ) from error
    return changed


def _restore(table: Table) -> str:
    names = [column.name for column in table.columns]
    columns = ", ".join(quoted(name) for name in names)
    values = ", ".join(f"r.{quoted(name)}" for name in names)
    return (
        f"UPDATE {table.name} t SET ({columns}) = ROW({values}) FROM imports_previous p, "
        f"LATERAL jsonb_populate_record(NULL::{table.name}, p.values) r "
        "WHERE p.batch_id = %s AND p.model = %s AND t.id = p.row_id"
    )


def _refuse_if_built_upon(batch: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.batch_id, count(*) FROM imports_previous p WHERE (p.values->>'batch_id')::bigint = %s "
            "AND p.batch_id <> %s GROUP BY p.batch_id ORDER BY p.batch_id DESC LIMIT 1",
            [batch, batch],
        )
        later = cursor.fetchone()
    if later:
        raise UndoRefused(f"Import {later[0]} has since changed {later[1]:,} of these rows: undo that one first.")
