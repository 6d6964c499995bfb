"""Find the rows that cells refer to: whole columns joined with the keys that the database knows."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imports.core.target import Column, Missing, Refers
from imports.reading.engine import literal, quoted
from imports.reading.plan import Plan
from imports.reading.tables import Table, table_of

if TYPE_CHECKING:
    import duckdb


def make_referred(connection: "duckdb.DuckDBPyConnection", plan: Plan, folder: Path) -> None:
    """Make `referred`: `clean` and one id column for everything the target's columns refer to."""
    referring = [column for column in plan.target.columns if column.refers]
    filled: dict[str, list[str]] = {}
    joins = []
    mapped = {column.name for column in plan.columns}
    for column in referring:
        for lookup in _lookups(plan, column):
            found = filled.setdefault(lookup.fills, [])
            if column.name not in mapped:
                continue
            keys = f"keys{len(joins)}"
            _fetch_keys(connection, lookup, plan.source, folder / f"{keys}.csv", keys)
            cell = lookup.of or f"clean.{quoted(column.name)}"
            joins.append(f"LEFT JOIN {keys} ON {keys}.key = {f'lower({cell})' if lookup.folded else cell}")
            found.append(f"{keys}.id")
    ids = ", ".join(f"coalesce({', '.join([*found, 'NULL::BIGINT'])}) AS {name}" for name, found in filled.items())
    connection.execute(
        f"CREATE TABLE referred AS SELECT clean.*{', ' + ids if ids else ''} FROM clean {' '.join(joins)}"
    )
    for name in filled:
        _report_unknown(connection, plan, name, [c for c in referring if c.refers and c.refers.fills == name])


def _lookups(plan: Plan, column: Column) -> Sequence[Refers]:
    """By id, and by name where the file has only names and the user lets them stand for ids."""
    refers = column.refers
    assert refers is not None  # noqa: S101 -- only asked of columns that refer
    name = plan.target.name_keys.get(column.name, "")
    stands = name in plan.places and plan.places[name] == plan.places.get(column.name)
    return [refers, *([refers.named] if stands and refers.named else []), *refers.also]


def _fetch_keys(connection: "duckdb.DuckDBPyConnection", refers: Refers, source: str, path: Path, name: str) -> None:
    """Copy (key, id) of the referred table into a DuckDB table; a key that is not unique there names nobody."""
    from django.db import connection as database

    table = table_of(refers.model)
    key = f"lower({refers.key})" if refers.folded else refers.key
    conditions = [f"{refers.key} <> ''", f"{refers.gives} IS NOT NULL"]
    if refers.sourced:
        conditions.append(f"source = {literal(source)}")
    gives = _surviving(table, refers)
    query = f"SELECT {key}, {gives} FROM {table.name} WHERE {' AND '.join(conditions)}"
    with path.open("wb") as out, database.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv)", out)
    columns = "{'key': 'VARCHAR', 'id': 'BIGINT'}"
    connection.execute(
        f"CREATE TABLE {name} AS SELECT key, min(id) AS id FROM read_csv({literal(str(path))}, header = false, "
        f"auto_detect = false, columns = {columns}, quote = '\"', escape = '\"', delim = ',', new_line = '\\n') "
        "GROUP BY key HAVING min(id) = max(id)"
    )


def _surviving(table: Table, refers: Refers) -> str:
    """A merged row stands for its survivor where it is found by something else than its own id (an e-mail address)."""
    if refers.key != "external_id" and table.has("merged_into_id"):
        return f"coalesce(merged_into_id, {refers.gives})"
    return refers.gives


def _report_unknown(connection: "duckdb.DuckDBPyConnection", plan: Plan, fills: str, columns: Sequence[Column]) -> None:
    mapped = [column for column in columns if column.name in {c.name for c in plan.columns}]
    if not mapped:
        return
    if any(column.refers and column.refers.missing is Missing.NEW for column in mapped):
        return
    rejects = any(column.refers and column.refers.missing is Missing.REJECT for column in mapped)
    given = " , ".join(quoted(column.name) for column in mapped)
    noun = mapped[0].label.lower()
    sentence = f"No such {noun} is known from {plan.source}; import it first, or check the id."
    if not any(column.refers and column.refers.sourced for column in mapped):
        sentence = f"This is not the name of a known {noun}; add it there, then import the file again."
    connection.execute(
        f"INSERT INTO issues SELECT line, $1, $2, coalesce({given}), $3 FROM referred "
        f"WHERE {fills} IS NULL AND coalesce({given}) IS NOT NULL",
        ["rejected" if rejects else "blanked", plan.heading(mapped[0].name), sentence],
    )
    if rejects:
        connection.execute("DELETE FROM referred WHERE line IN (SELECT line FROM issues WHERE fate = 'rejected')")
