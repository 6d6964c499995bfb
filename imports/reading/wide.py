"""Turn a wide sheet into rows of one amount each, beside the other cells of its row; an empty cell is no row."""

from dataclasses import replace
from typing import TYPE_CHECKING

from imports.core.columns import normal_heading
from imports.core.mapping import Choices
from imports.core.numbers import UNKNOWN_WORDS
from imports.core.preset import Preset
from imports.core.refusals import FileRefused
from imports.core.sniff import Layout
from imports.core.totals import is_bare_total
from imports.core.wide import WideForm, wide_form
from imports.reading.engine import literal
from imports.reading.plan import CELLS
from imports.reading.skips import TotalRow

if TYPE_CHECKING:
    import duckdb


def lengthen(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, *, preset: Preset, choices: Choices
) -> tuple[Layout, int, tuple[TotalRow, ...]]:
    """Replace `raw` by its cells; the layout of those, how many rows there are, and the rows of totals left out.

    Raises FileRefused where nothing is across.
    """
    form = wide_form(
        layout.headings,
        across=choices.across or preset.across,
        names=preset.names,
        chosen=set(choices.columns.values()),
    )
    firsts = connection.execute("SELECT line, c0 FROM raw").fetchall()
    totals = [line for line, first in firsts if is_bare_total(first or "")]
    found = tuple(_total(connection, line, form) for line in totals)
    connection.execute(f"UPDATE issues SET line = line * {CELLS}")
    for line in totals:
        connection.execute(
            "INSERT INTO issues SELECT $1, 'skipped', '', 'Total', 'This is a total, not a row.'", [line * CELLS]
        )
    connection.execute(f"CREATE TABLE cells AS {_cells(form, totals)}")
    connection.execute("DROP VIEW raw")
    connection.execute("CREATE VIEW raw AS FROM cells")
    cells, left_out = connection.execute(
        "SELECT (SELECT count(*) FROM cells), (SELECT count(DISTINCT line) FROM issues)"
    ).fetchall()[0]
    return replace(layout, headings=form.headings), cells + left_out, found


def split_cells(connection: "duckdb.DuckDBPyConnection", layout: Layout, heading: str) -> int:
    """Replace `raw` by a row for every id in the cells under the heading, parted by semicolons; how many there are."""
    wanted = normal_heading(heading)
    place = next((place for place, other in enumerate(layout.headings) if normal_heading(other) == wanted), None)
    if place is None:
        raise FileRefused(f"The file has no column “{heading}”, whose ids make its rows.")
    connection.execute(f"UPDATE issues SET line = line * {CELLS}")
    others = ", ".join(f"trim(id) AS c{p}" if p == place else f"c{p}" for p in range(len(layout.headings)))
    ids = f"string_split(coalesce(c{place}, ''), ';')"
    connection.execute(
        f"CREATE TABLE cells AS SELECT line * {CELLS} + part AS line, {others} FROM "
        f"(SELECT *, unnest({ids}) AS id, generate_subscripts({ids}, 1) AS part FROM raw) "
        "WHERE trim(id) <> '' ORDER BY line"
    )
    connection.execute("DROP VIEW raw")
    connection.execute("CREATE VIEW raw AS FROM cells")
    query = "SELECT (SELECT count(*) FROM cells) + (SELECT count(DISTINCT line) FROM issues)"
    return int(connection.execute(query).fetchall()[0][0])


def _cells(form: WideForm, totals: list[int]) -> str:
    lines = ", ".join(str(line) for line in totals) or "NULL"
    nothing = ", ".join(literal(word) for word in sorted(UNKNOWN_WORDS))
    parts = []
    kept = "".join(f", c{place} AS c{new}" for new, place in enumerate(form.kept))
    name, amount = len(form.kept), len(form.kept) + 1
    for place, called in zip(form.amounts, form.called, strict=True):
        parts.append(
            f"SELECT line * {CELLS} + {place} AS line{kept}, {literal(called)} AS c{name}, c{place} AS c{amount} "
            "FROM raw "
            f"WHERE line NOT IN (SELECT unnest([{lines}]::BIGINT[]) WHERE {bool(totals)}) "
            f"AND lower(trim(coalesce(c{place}, ''))) NOT IN ({nothing}, '')"
        )
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY line"


def _total(connection: "duckdb.DuckDBPyConnection", line: int, form: WideForm) -> TotalRow:
    """The sum over everything, where the sheet has both a row and a column of totals."""
    if form.total is None:
        return TotalRow(line, "Total", {})
    cell = connection.execute(f"SELECT c{form.total} FROM raw WHERE line = $1", [line]).fetchall()[0][0]
    return TotalRow(line, "Total", {"amount": cell or ""})
