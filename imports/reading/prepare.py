"""From a stored file to rows that are ready to be written, and everything worth knowing before that."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from imports.core.mapping import Choices
from imports.core.preset import Preset, form_of, recognise
from imports.core.sniff import Layout, LayoutChoices, sniff
from imports.core.target import Prepare, Target
from imports.core.totals import DeclaredTotal
from imports.reading.clean import make_clean
from imports.reading.decide import ask_currency, decide
from imports.reading.engine import connect, quoted
from imports.reading.plan import Plan, plan_columns
from imports.reading.refer import make_referred
from imports.reading.rows import read_rows
from imports.reading.shape import convert_money, filled_columns, make_shaped, settle_repeats
from imports.reading.skips import compare_totals, make_issues, skip_marked, skip_totals
from imports.reading.tables import table_of
from imports.reading.text_table import as_text_table
from imports.reading.wide import lengthen, split_cells
from imports.reading.working_copy import next_table, write_working_copy

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to read and how.

    `preset` was chosen; otherwise one of `presets` is recognised by the headings. `remembered` are decisions made
    before for files of this source and target, by `form_of` the file; they fill what `choices` leave open.
    """

    path: Path
    target: Target
    preset: Preset | None
    presets: Sequence[Preset]
    choices: Choices
    remembered: Mapping[str, Choices]
    source: str
    source_zone: str
    source_currency: str
    reporting_currency: str
    day_zone: str
    rates: Sequence[tuple[str, str, Decimal]]
    known: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The file's rows in the connection's table `clean`, and what was found out about the file."""

    connection: "duckdb.DuckDBPyConnection"
    folder: Path
    layout: Layout
    plan: Plan
    choices: Choices
    read: int
    totals: tuple[DeclaredTotal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """Table rows in the connection's `priced`; `columns` are those of the model that the file decides."""

    connection: "duckdb.DuckDBPyConnection"
    folder: Path
    plan: Plan
    columns: tuple[str, ...]
    read: int
    skipped: int
    rejected: int

    def needs(self, prepare: Prepare) -> bool:
        """Whether it would change any of the ready rows."""
        return bool(self.connection.execute(f"SELECT 1 FROM priced WHERE {prepare.where} LIMIT 1").fetchall())


@contextmanager
def cleaned_file(request: Request, progress: Progress) -> Iterator[Cleaned]:
    """Read and clean; the rows live until the block ends. Touches no database. Raises FileRefused."""
    with TemporaryDirectory(prefix="sightline-import-") as name:
        connection = connect(name)
        try:
            yield _clean(connection, Path(name), request, progress)
        finally:
            connection.close()


def shape_rows(cleaned: Cleaned, request: Request) -> Shaped:
    """Resolve references, derive, check, settle repeats. Reads the keys that the database knows now."""
    connection, plan, target = cleaned.connection, cleaned.plan, request.target
    table = table_of(target.model)
    make_referred(connection, plan, cleaned.folder)
    make_shaped(connection, plan, table)
    settle_repeats(connection, target)
    _make_rates(connection, request.rates)
    convert_money(connection, target, "rates", request.reporting_currency)
    return Shaped(
        connection=connection,
        folder=cleaned.folder,
        plan=plan,
        columns=filled_columns(plan, table),
        read=cleaned.read,
        skipped=_lines(connection, "skipped"),
        rejected=_lines(connection, "rejected"),
    )


def _clean(connection: "duckdb.DuckDBPyConnection", folder: Path, request: Request, progress: Progress) -> Cleaned:
    progress(0.02, "Reading the file")
    layout, lines = _split(request, folder)
    rows = read_rows(
        connection,
        folder / "rows.csv",
        delimiter=layout.delimiter,
        width=len(layout.headings),
        first_line=layout.first_data_line,
        lines=lines,
    )
    make_issues(connection, rows)
    preset = request.preset or recognise(layout.headings, request.presets)
    choices = request.choices.over(request.remembered.get(form_of(preset, layout.headings), Choices()))
    read, sums = rows.read, ()
    if preset and preset.is_wide:
        layout, read, sums = lengthen(connection, layout, preset=preset, choices=choices)
    if preset and preset.each:
        read = split_cells(connection, layout, preset.each)
    progress(0.15, f"Cleaning {read:,} rows")
    plan = _planned(connection, layout, preset, choices, request)
    totals = (*sums, *skip_totals(connection, plan, but_rows=choices.totals_are_rows))
    skip_marked(connection, plan, choices.keeps)
    plan = ask_currency(connection, plan)
    make_clean(connection, plan)
    rows_clean = _count(connection, "clean")
    connection.execute("DROP TABLE IF EXISTS records; DROP TABLE IF EXISTS cells")
    return Cleaned(
        connection=connection,
        folder=folder,
        layout=layout,
        plan=plan,
        choices=choices,
        read=read,
        totals=compare_totals(connection, plan, totals, declared_rows=layout.preamble.declared_rows, rows=rows_clean),
    )


def _planned(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    preset: Preset | None,
    choices: Choices,
    request: Request,
) -> Plan:
    plan = plan_columns(
        layout,
        target=request.target,
        preset=preset,
        choices=choices,
        source=request.source,
        source_currency=request.source_currency,
    )
    return decide(connection, plan, choices=choices, source_zone=request.source_zone, day_zone=request.day_zone)


def _split(request: Request, folder: Path) -> tuple[Layout, int]:
    choices = request.choices
    layout_choices = LayoutChoices(choices.encoding or None, choices.delimiter or None, choices.header_line or None)
    table = as_text_table(request.path, folder, sheet=choices.sheet)
    with table.path.open("rb") as stream:
        if table.is_ours:
            layout_choices = LayoutChoices("utf-8", ",", 1)
        layout = sniff(stream, known=request.known, choices=layout_choices)
        layout = replace(layout, next_table=next_table(stream, layout))
        lines = write_working_copy(stream, layout, folder / "rows.csv")
    if table.is_ours:
        layout = replace(layout, header_line=0, first_data_line=layout.first_data_line - 1)
    return layout, lines


def _make_rates(connection: "duckdb.DuckDBPyConnection", rates: Sequence[tuple[str, str, Decimal]]) -> None:
    import pyarrow as pa

    columns = [list(column) for column in zip(*rates, strict=True)] or [[], [], []]
    given = pa.table({name: pa.array(map(str, cells), pa.string()) for name, cells in zip("cdr", columns, strict=True)})
    connection.register("given_rates", given)
    connection.execute(
        "CREATE TABLE rates AS SELECT c AS currency, CAST(d AS DATE) AS day, CAST(r AS DECIMAL(18, 8)) AS rate "
        "FROM given_rates"
    )
    connection.unregister("given_rates")


def _count(connection: "duckdb.DuckDBPyConnection", table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0][0])


def _lines(connection: "duckdb.DuckDBPyConnection", fate: str) -> int:
    query = "SELECT count(DISTINCT line) FROM issues WHERE fate = $1"
    return int(connection.execute(query, [fate]).fetchall()[0][0])
