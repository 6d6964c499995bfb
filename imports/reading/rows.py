"""Read the working copy into `raw(line, c0, c1, …)` of texts, and what could not be split into `broken`."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from imports.core.refusals import FileRefused
from imports.core.totals import NotData, is_footer, not_data
from imports.reading.engine import literal
from imports.reading.limits import LIMITS, must_not_exceed

if TYPE_CHECKING:
    import duckdb

csv.field_size_limit(LIMITS.record_size)


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that has too few or too many cells, or a quote in a wrong place."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowsRead:
    """How many records there were, and those that are no rows of the table."""

    read: int
    broken: tuple[Broken, ...]
    totals: tuple[Broken, ...]


def read_rows(
    connection: "duckdb.DuckDBPyConnection", path: Path, *, delimiter: str, width: int, first_line: int, lines: int
) -> RowsRead:
    """Fill `raw`. `first_line` is the physical line on which the working copy begins, `lines` how many it has.

    Raises FileRefused for an unclosed quote, and beyond the limits.
    """
    must_not_exceed(width, LIMITS.columns, "columns")
    _scan(connection, path, delimiter, width)
    accepted = connection.execute("SELECT count(*) FROM records").fetchall()[0][0]
    rejects = connection.execute(
        "SELECT line, any_value(error_type), any_value(csv_line), any_value(error_message) FROM reject_errors "
        "GROUP BY line ORDER BY line"
    ).fetchall()
    must_not_exceed(accepted + len(rejects), LIMITS.rows, "rows")
    places = _places(path, delimiter, lines, accepted, [row[0] for row in rejects])
    _number_lines(connection, places, first_line)
    problems = [
        Broken(line=first_line + place, text=(row[2] or "")[:2000], reason=_reason(row, width))
        for row, place in zip(rejects, places.rejected, strict=True)
    ]
    _refuse_open_quote(rejects, problems, accepted + len(rejects))
    last = places.accepted[-1] if places.accepted else accepted - 1
    totals = _not_rows(problems, delimiter, width, first_line + last)
    skipped = {total.line for total in totals}
    broken = tuple(problem for problem in problems if problem.line not in skipped)
    return RowsRead(read=accepted + len(rejects), broken=broken, totals=totals)


def _not_rows(problems: Sequence[Broken], delimiter: str, width: int, last_line: int) -> tuple[Broken, ...]:
    """Totals that are longer or shorter than the header, and the vendor's lines below the table."""
    below = [problem for problem in problems if problem.line > last_line]
    has_footer = any(is_footer(problem.text.strip().strip('"')) for problem in below)
    found = []
    for problem in problems:
        # Blank lines before a broken one come with it.
        cells = next(csv.reader(io.StringIO(problem.text.strip("\n")), delimiter=delimiter), [])
        why = not_data(cells, width=width)
        if why or (has_footer and problem in below and len(cells) == 1):
            found.append(replace(problem, reason=f"This is a {why or NotData.FOOTER}, not a row."))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Places:
    """Zero-based line offsets: of every rejected record, and of accepted ones where they are not consecutive."""

    rejected: Sequence[int]
    accepted: Sequence[int] | None


def _scan(connection: "duckdb.DuckDBPyConnection", path: Path, delimiter: str, width: int) -> None:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    connection.execute(
        f"""CREATE TABLE records AS FROM read_csv(
            {literal(str(path))}, delim = {literal(delimiter)}, quote = '"', escape = '"', header = false,
            auto_detect = false, columns = {{{columns}}}, new_line = '\\n', strict_mode = true, null_padding = false,
            store_rejects = true, rejects_limit = 0, max_line_size = {LIMITS.record_size}, encoding = 'utf-8')"""
    )


def _places(path: Path, delimiter: str, lines: int, accepted: int, records: Sequence[int]) -> _Places:
    """Where every record begins. Only files with blank lines or line ends inside cells need the slow look."""
    if lines == accepted + len(records):
        rejected = [record - 1 for record in records]
        if not records:
            return _Places(rejected=(), accepted=None)
        refused = set(rejected)
        return _Places(rejected, [place for place in range(lines) if place not in refused])
    starts = list(_record_starts(path, delimiter))
    # The reader counts blank lines as records; so does `_record_starts`, marking them with a negative place.
    refused = {record - 1 for record in records}
    rejected = [abs(starts[record - 1]) for record in records if record <= len(starts)]
    kept = [start for number, start in enumerate(starts) if number not in refused and start >= 0]
    if len(kept) != accepted or len(rejected) != len(records):
        raise FileRefused(
            "The quotes in this file do not pair up, so its rows cannot be told apart. Export it again with text in "
            "double quotes."
        )
    return _Places(rejected, kept)


def _record_starts(path: Path, delimiter: str) -> Iterator[int]:
    with path.open(encoding="utf-8", newline="\n") as file:
        reader = csv.reader(file, delimiter=delimiter)
        start = 0
        for cells in reader:
            yield start if cells else -start
            start = reader.line_num


def _number_lines(connection: "duckdb.DuckDBPyConnection", places: _Places, first_line: int) -> None:
    """Make the view `raw`: the records, which lie in the order of the file, with their physical lines."""
    if places.accepted is None:
        connection.execute(f"CREATE VIEW raw AS SELECT rowid + {first_line} AS line, * FROM records")
        return
    import pyarrow as pa

    numbers = pa.table({"record": range(len(places.accepted)), "place": places.accepted})
    connection.register("places", numbers)
    connection.execute("CREATE TABLE line_places AS FROM places")
    connection.unregister("places")
    connection.execute(
        f"CREATE VIEW raw AS SELECT place + {first_line} AS line, records.* "
        "FROM records JOIN line_places ON line_places.record = records.rowid"
    )


def _refuse_open_quote(rejects: Sequence[tuple[int, str, str, str]], problems: Sequence[Broken], records: int) -> None:
    """Only the last record can be without an end; a quote that stands wrong elsewhere spoils its own record."""
    if not rejects:
        return
    number, kind, text, _ = rejects[-1]
    if number == records and kind == "UNQUOTED VALUE" and text.count('"') % 2:
        raise FileRefused(
            f"A quote that opens on line {problems[-1].line} never closes, so everything after it would be one cell. "
            "Close or remove it."
        )


def _reason(reject: tuple[int, str, str, str], width: int) -> str:
    _, kind, text, message = reject
    if kind in ("MISSING COLUMNS", "TOO MANY COLUMNS"):
        found = message.rsplit(" ", 1)[-1]
        return f"The line has {found} cells; the header has {width}."
    lines = (text or "").rstrip("\n").count("\n")
    if kind == "UNQUOTED VALUE" and lines:
        return (
            f"A quote that opens here closes lines below, in the wrong place: {lines + 1} lines were read as one row."
        )
    if kind == "UNQUOTED VALUE":
        return "A quote stands inside a quoted cell without being doubled."
    if kind == "LINE SIZE OVER MAXIMUM":
        return "The line is longer than any row of a table."
    return "The line cannot be split into cells."
