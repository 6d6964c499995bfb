"""Days that are covered already: a range over days that came one by one, a file of ads beside one of campaigns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from imports.core.target import Overlap
from imports.reading.engine import literal
from imports.reading.tables import table_of

if TYPE_CHECKING:
    from imports.reading.prepare import Shaped


def overlapping(shaped: "Shaped") -> Sequence[str]:
    """A sentence where ready rows cover days of which other entries are known; nothing is changed by it."""
    overlap = shaped.plan.target.overlap
    if overlap is None or overlap.of not in shaped.columns:
        return ()
    _fetch_known(shaped, overlap)
    rows, first, last, example = shaped.connection.execute(
        f"""SELECT count(DISTINCT p.line), min(greatest(p.{overlap.starts}, k.starts)),
            max(least(p.{overlap.ends}, k.ends)) - 1, min(k.source) FROM priced p JOIN known_spans k
            ON k.of = p.{overlap.of} AND k.starts < p.{overlap.ends} AND k.ends > p.{overlap.starts}
            AND (k.source <> {literal(shaped.plan.source)} OR k.external_id <> p.external_id)"""
    ).fetchall()[0]
    if not rows:
        return ()
    return [
        f"{rows:,} rows cover days between {first} and {last} for which their campaign has other entries already "
        f"(from {example}): they may be counted twice. Undo one of the two imports if they tell of the same money."
    ]


def _fetch_known(shaped: "Shaped", overlap: Overlap) -> None:
    """Copy the entries of the same things and days into DuckDB."""
    from django.db import connection as database

    table = table_of(shaped.plan.target.model)
    low, high = shaped.connection.execute(
        f"SELECT min({overlap.starts}), max({overlap.ends}) FROM priced WHERE {overlap.of} IS NOT NULL"
    ).fetchall()[0]
    things = shaped.connection.execute(f"SELECT DISTINCT {overlap.of} FROM priced WHERE {overlap.of} IS NOT NULL")
    ids = ", ".join(str(row[0]) for row in things.fetchall()) or "NULL"
    query = (
        f"SELECT {overlap.of}, {overlap.starts}, {overlap.ends}, source, external_id FROM {table.name} "
        f"WHERE {overlap.of} IN ({ids}) AND {overlap.starts} < {literal(str(high))} "
        f"AND {overlap.ends} > {literal(str(low))}"
    )
    path = shaped.folder / "spans.csv"
    with path.open("wb") as out, database.cursor() as cursor:
        if low is not None:
            cursor.cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv)", out)
    columns = "{'of': 'BIGINT', 'starts': 'DATE', 'ends': 'DATE', 'source': 'VARCHAR', 'external_id': 'VARCHAR'}"
    shaped.connection.execute(
        f"CREATE OR REPLACE TABLE known_spans AS FROM read_csv({literal(str(path))}, header = false, "
        f"auto_detect = false, columns = {columns}, quote = '\"', escape = '\"', delim = ',', new_line = '\\n')"
    )
