"""One upsert of a temporary table into a model's table; what it changes is remembered first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from imports.loading.references import checked_at_once
from imports.reading.engine import quoted
from imports.reading.tables import Table

MANY = 2_000  # rows; fewer are checked one by one as fast


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows of the file by what became of them."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Upsert:
    """`rows` is a temporary table with `key` and `columns`; `line` and `rows` where it comes from the file."""

    table: Table
    rows: str
    match: tuple[str, ...]
    columns: tuple[str, ...]
    overwrite: bool = True
    counted: bool = False


def upsert(work: Upsert, *, batch: int) -> Outcome:
    """Insert new rows, overwrite those that differ, leave the others alone. Must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_classify(work))
        accepted, updated, unchanged, new, changed = (int(number) for number in cursor.fetchone())
        if changed and work.overwrite:
            cursor.execute(_remember(work), [batch, work.table.label])
        if new or (changed and work.overwrite):
            with checked_at_once(work.table, work.rows, many=new > MANY, updates=True):
                cursor.execute(_write(work, any_old=bool(changed or unchanged)), {"batch": batch})
    return Outcome(accepted, updated, unchanged)


def _join(work: Upsert) -> str:
    """Columns that may be NULL match NULL, as in a unique constraint without distinct NULLs."""
    may_be_null = {column.name for column in work.table.columns if column.is_nullable}
    return " AND ".join(
        f"t.{quoted(name)} {'IS NOT DISTINCT FROM' if name in may_be_null else '='} s.{quoted(name)}"
        for name in work.match
    )


def _differs(work: Upsert) -> str:
    compared = [name for name in work.columns if name not in work.match]
    if not compared:
        return "false"
    mine = ", ".join(f"t.{quoted(name)}" for name in compared)
    theirs = ", ".join(_value(work, name) for name in compared)
    return f"(ROW({mine}) IS DISTINCT FROM ROW({theirs}))"


def _classify(work: Upsert) -> str:
    weight = "s.rows" if work.counted else "1"
    new, changed = "t.id IS NULL", f"(t.id IS NOT NULL AND {_differs(work)})"
    same = f"(t.id IS NOT NULL AND NOT {_differs(work)})"
    sums = ", ".join(f"coalesce(sum({weight}) FILTER (WHERE {which}), 0)" for which in (new, changed, same))
    counts = ", ".join(f"count(*) FILTER (WHERE {which})" for which in (new, changed))
    return f"SELECT {sums}, {counts} FROM {work.rows} s LEFT JOIN {work.table.name} t ON {_join(work)}"


def _remember(work: Upsert) -> str:
    return (
        "INSERT INTO imports_previous (batch_id, model, row_id, values) "
        f"SELECT %s, %s, t.id, to_jsonb(t) FROM {work.rows} s JOIN {work.table.name} t ON {_join(work)} "
        f"WHERE {_differs(work)} ON CONFLICT DO NOTHING"
    )


def _write(work: Upsert, *, any_old: bool) -> str:
    given = _given(work)
    names = ", ".join(quoted(name) for name in given)
    values = ", ".join(given.values())
    source = f"{work.rows} s"
    if any_old:
        source += f" LEFT JOIN {work.table.name} t ON {_join(work)} WHERE t.id IS NULL OR {_differs(work)}"
    kept = {*work.match, "source", "external_id"}
    overwritten = [name for name in (*work.columns, "batch_id", "line") if name in given and name not in kept]
    sets = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in overwritten)
    insert = f"INSERT INTO {work.table.name} ({names}) SELECT {values} FROM {source}"
    if work.counted and not any_old:
        return insert  # every key is new, and other imports wait: nothing can conflict
    match = ", ".join(quoted(name) for name in work.match)
    action = f"DO UPDATE SET {sets}" if work.overwrite and sets else "DO NOTHING"
    return f"{insert} ON CONFLICT ({match}) {action}"


def _given(work: Upsert) -> Mapping[str, str]:
    """The value of every column of an inserted row: from the file, of the batch, or the model's default."""
    given = {name: _value(work, name) for name in dict.fromkeys([*work.match, *work.columns])}
    for column in work.table.columns:
        if column.name in given:
            continue
        if column.name == "batch_id":
            given["batch_id"] = "%(batch)s"
        elif column.name == "line":
            given["line"] = "s.line" if work.counted else "NULL"
        else:
            given[column.name] = column.fallback
    return given


def _value(work: Upsert, name: str) -> str:
    """A blank cell is the column's default where the column takes no NULL."""
    fallback = "NULL" if name == "id" or name in work.match else work.table.column(name).fallback
    return f"s.{quoted(name)}" if fallback == "NULL" else f"coalesce(s.{quoted(name)}, {fallback})"


def columns_of(rows: str, table: Table, extra: Sequence[str] = ("id",)) -> tuple[str, ...]:
    """The columns of a temporary table that the model's table has too."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {rows} LIMIT 0")
        names = [column.name for column in cursor.description]
    return tuple(name for name in names if name in extra or table.has(name))
