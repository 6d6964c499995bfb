"""Take an import back: rows it changed become what they were, rows it made disappear.

What people entered since stays. Of a row that the import changed only the columns are restored that it had changed, and
none where one of them was changed again; a row that it made and somebody has changed since holds the whole undo.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, connection

from imports.core.target import Target
from imports.loading.publish import lock_tables
from imports.loading.rates import models_written
from imports.loading.rules import hint_of, rule_of
from imports.reading.engine import literal, quoted
from imports.reading.tables import Table, table_of

NAMED = 3
# Kept by the system: that they differ from what the import wrote says nothing about the row.
_OWN = "ARRAY['batch_id', 'line', 'revision']"
# Whether no column that the import changed was changed again. Imports of older versions did not keep what they wrote.
_INTACT = f"""(p.written IS NULL OR to_jsonb(o) = p.written OR NOT EXISTS (SELECT FROM jsonb_each(p.written) w
    WHERE w.key <> ALL({_OWN}) AND p.values->w.key IS DISTINCT FROM w.value
    AND to_jsonb(o)->w.key IS DISTINCT FROM w.value AND to_jsonb(o)->w.key IS DISTINCT FROM p.values->w.key))"""
_MADE_AND_CHANGED = f"p.values IS NULL AND to_jsonb(o) - {_OWN} <> p.written - {_OWN}"
_CHANGED_AGAIN = f"p.values IS NOT NULL AND NOT {_INTACT}"


class UndoRefused(Exception):
    """Why the import cannot be taken back, and what to do first."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows changed, and which stay as they are because what the import wrote there was changed since."""

    changed: int
    stay: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{self.changed:,} {'row' if self.changed == 1 else 'rows'} changed"
        return f"{told}; {_listed(self.stay)} stayed as changed since." if self.stay else f"{told}."


def undo_rows(target: Target, *, batch: int) -> Undone:
    """Restore and delete. Must run inside a transaction. Raises UndoRefused."""
    lock_tables(target)
    tables = [table_of(label) for label in models_written(target)]
    _refuse_if_built_upon(batch)
    unnamed = any(column.personal for column in target.columns)
    if found := [name for table in tables for name in _names(table, _MADE_AND_CHANGED, batch, unnamed)]:
        raise UndoRefused(
            f"{_listed(found)} came with this import and changed since; undoing would lose the change. Change it back "
            "or delete it on its page, then undo the import again."
        )
    stay = tuple(name for table in tables for name in _names(table, _CHANGED_AGAIN, batch, unnamed))
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
        raise UndoRefused(_told(error)) from error
    return Undone(changed - len(stay), stay)


def _restore(table: Table) -> str:
    """Give back the columns that the import changed; the batch and line of a row are always those it had."""
    names = [column.name for column in table.columns]
    columns = ", ".join(quoted(name) for name in names)
    values = ", ".join(
        f"(s.was).{quoted(name)}" if name in ("batch_id", "line") else _given_back(name) for name in names
    )
    return (
        f"UPDATE {table.name} t SET ({columns}) = ROW({values}) FROM ("
        f"SELECT o.id, p.values, p.written, r AS was, {_INTACT} AS intact "
        f"FROM imports_previous p JOIN {table.name} o ON o.id = p.row_id, "
        f"LATERAL jsonb_populate_record(NULL::{table.name}, p.values) r "
        "WHERE p.batch_id = %s AND p.model = %s AND p.values IS NOT NULL) s WHERE t.id = s.id"
    )


def _given_back(name: str) -> str:
    key = literal(name)
    is_ours = f"s.written IS NULL OR s.values->{key} IS DISTINCT FROM s.written->{key}"
    return f"CASE WHEN s.intact AND ({is_ours}) THEN (s.was).{quoted(name)} ELSE t.{quoted(name)} END"


def _names(table: Table, which: str, batch: int, unnamed: bool) -> list[str]:
    """The rows of the batch for which `which` holds, as people know them; persons by number alone."""
    model = apps.get_model(table.label)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.id FROM imports_previous p JOIN {table.name} o ON o.id = p.row_id "
            f"WHERE p.batch_id = %s AND p.model = %s AND {which} ORDER BY o.id",
            [batch, table.label],
        )
        found = [int(row[0]) for row in cursor.fetchall()]
    word = model._meta.verbose_name
    if unnamed:
        return [f"{word} {pk}" for pk in found]
    known = model._default_manager.in_bulk(found[:NAMED])
    return [f"{word} “{known[pk]}”" if pk in known else f"{word} {pk}" for pk in found]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _told(error: IntegrityError) -> str:
    if hint := hint_of(error):
        return f"{hint}, then undo the import again."
    diagnosis = error.__cause__.diag if error.__cause__ else None  # type: ignore[attr-defined]
    if diagnosis is not None and diagnosis.sqlstate == "23503":
        return (
            f"Rows of this import are in use ({diagnosis.table_name}): undo what was imported or entered on top of "
            "them first."
        )
    return f"What was entered since does not fit what was there before ({rule_of(error)}): change it, then undo again."


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
