"""Clean every cell, set by set: SQL takes the plain forms, and each other distinct text is read once by the core."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from imports.core.cleaning import Reading, cleaned
from imports.core.dates import DateOrder
from imports.core.grain import Grain
from imports.core.ids import SCIENTIFIC
from imports.core.numbers import DecimalMark
from imports.core.refusals import ValueRefused
from imports.core.target import Column, Kind
from imports.reading.engine import literal, quoted
from imports.reading.plan import Plan

if TYPE_CHECKING:
    import duckdb

TYPES = {
    Kind.DAY: "DATE",
    Kind.SPAN: "VARCHAR",
    Kind.INSTANT: "TIMESTAMP",
    Kind.NUMBER: "DECIMAL(38, 10)",
    Kind.COUNT: "BIGINT",
    Kind.FLAG: "BOOLEAN",
}
_ISO = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"


def make_clean(connection: "duckdb.DuckDBPyConnection", plan: Plan) -> None:
    """Make `clean(line, every target column)` of the rows not skipped, and add to `issues` what cannot be read.

    Most files hold plain forms only, so the first pass goes without a look at what SQL cannot read, and marks where
    there is something; only then the columns concerned are read by the core and the pass is made again. Rows that are
    rejected on the way are set aside in `refused`, with what could be read of them.
    """
    _trim(connection, plan)
    mapped = [column for column in plan.target.columns if column.name in plan.places]
    others = {c.name: _read_others(connection, plan, c) for c in mapped if not _has_plain_forms(plan.readings[c.name])}
    _make(connection, plan, others)
    if odd := _odd_columns(connection, plan):
        connection.execute("DROP TABLE clean")
        _make(connection, plan, others | {column.name: _read_others(connection, plan, column) for column in odd})
    connection.execute("ALTER TABLE clean DROP COLUMN odd")
    connection.execute("CREATE TABLE refused AS FROM clean LIMIT 0")
    _set_aside(connection)
    for column in plan.target.columns:
        if column.required:
            connection.execute(
                "INSERT INTO issues SELECT line, 'rejected', $1, '', $2 FROM clean "
                f"WHERE {quoted(column.name)} IS NULL",
                [plan.heading(column.name), f"{column.label} is missing."],
            )
    _set_aside(connection)


def _set_aside(connection: "duckdb.DuckDBPyConnection") -> None:
    rejected = "WHERE line IN (SELECT line FROM issues WHERE fate = 'rejected')"
    connection.execute(f"INSERT INTO refused FROM clean {rejected}")
    connection.execute(f"DELETE FROM clean {rejected}")


def _trim(connection: "duckdb.DuckDBPyConnection", plan: Plan) -> None:
    """The view `trimmed`: `raw` and its mapped cells (t0, t1, …) without blanks around them."""
    cells = "".join(f", {_trimmed(f'c{place}')} AS t{place}" for place in sorted(set(plan.places.values())))
    connection.execute(f"CREATE VIEW trimmed AS SELECT *{cells} FROM raw")


def _trimmed(cell: str) -> str:
    """As `trim`, which copies every text; most have no blanks around them."""
    return f"CASE WHEN {cell} LIKE ' %' OR {cell} LIKE '% ' THEN trim({cell}) ELSE {cell} END"


def _make(connection: "duckdb.DuckDBPyConnection", plan: Plan, others: Mapping[str, str]) -> None:
    """Make `clean` with `odd`: a bit for every column in which SQL alone could not read a cell.

    `others` names the table of read cells for the columns that have one.
    """
    fields, joins, odd = [], [], ["0::HUGEINT"]
    for number, column in enumerate(plan.target.columns):
        expression = _expression(plan, column)
        if read := others.get(column.name):
            kind = TYPES.get(plan.readings[column.name].kind, "VARCHAR")
            expression = f"coalesce({expression}, CAST({read}.value AS {kind}))"
            joins.append(f"LEFT JOIN {read} ON {read}.cell = trimmed.c{plan.places[column.name]}")
        elif column.name in plan.places:
            is_odd = f"t{plan.places[column.name]} <> '' AND ({expression}) IS NULL"
            odd.append(f"CASE WHEN {is_odd} THEN {1 << number}::HUGEINT ELSE 0 END")
        if column.kind is Kind.CURRENCY and column.name in plan.places and plan.currency:
            expression = f"coalesce({expression}, {literal(plan.currency)})"
        fields.append(f"{expression} AS {quoted(column.name)}")
    connection.execute(
        f"CREATE TABLE clean AS SELECT trimmed.line, {', '.join(fields)}, {' + '.join(odd)} AS odd "
        f"FROM trimmed {' '.join(joins)} "
        "WHERE NOT EXISTS (FROM issues i WHERE i.line = trimmed.line AND i.fate = 'skipped')"
    )


def _odd_columns(connection: "duckdb.DuckDBPyConnection", plan: Plan) -> Sequence[Column]:
    marks = int(connection.execute("SELECT coalesce(bit_or(odd), 0) FROM clean").fetchall()[0][0])
    return [column for number, column in enumerate(plan.target.columns) if marks >> number & 1]


def _expression(plan: Plan, column: Column) -> str:
    """The column's value where SQL can tell it."""
    reading = plan.readings.get(column.name)
    if column.kind is Kind.ATTRIBUTES and plan.attributes:
        return _attributes(plan)
    if reading is None:
        return f"NULL::{TYPES.get(column.kind, 'VARCHAR')}"
    if column.name in plan.places:
        return _fast(f"t{plan.places[column.name]}", reading)
    value = cleaned(plan.constants[column.name], reading)
    return f"CAST({'NULL' if value is None else literal(value)} AS {TYPES.get(reading.kind, 'VARCHAR')})"


def _attributes(plan: Plan) -> str:
    """The chosen cells as JSON under their names; blank ones are left out."""
    pairs = ", ".join(f"{literal(name)}, nullif(trim(c{place}), '')" for name, place in plan.attributes.items())
    return f"CAST(json_merge_patch('{{}}', json_object({pairs})) AS VARCHAR)"


def _read_others(connection: "duckdb.DuckDBPyConnection", plan: Plan, column: Column) -> str:
    """Have the core read each distinct cell that SQL did not; returns the name of the table of what it found."""
    place, reading = plan.places[column.name], plan.readings[column.name]
    left = connection.execute(
        f"SELECT DISTINCT c{place} FROM trimmed WHERE t{place} <> '' AND ({_fast(f't{place}', reading)}) IS NULL"
    ).fetchall()
    name = f"read{plan.target.columns.index(column)}"
    _keep_read(connection, name, [cell for (cell,) in left], reading)
    fate = "blanked" if column.lenient else "rejected"
    connection.execute(
        f"INSERT INTO issues SELECT line, $1, $2, r.cell, r.reason FROM raw JOIN {name} r ON r.cell = c{place} "
        "WHERE r.reason IS NOT NULL AND NOT EXISTS (FROM issues i WHERE i.line = raw.line AND i.fate = 'skipped')",
        [fate, plan.heading(column.name)],
    )
    return name


def _keep_read(connection: "duckdb.DuckDBPyConnection", name: str, cells: Sequence[str], reading: Reading) -> None:
    import pyarrow as pa

    values: list[str | None] = []
    reasons: list[str | None] = []
    for cell in cells:
        try:
            value, reason = cleaned(cell, reading), None
        except ValueRefused as refused:
            value, reason = None, str(refused)
        values.append(value)
        reasons.append(reason)
    text = pa.string()
    table = pa.table(
        {"cell": pa.array(cells, text), "value": pa.array(values, text), "reason": pa.array(reasons, text)}
    )
    connection.register("just_read", table)
    connection.execute(f"CREATE TABLE {name} AS FROM just_read")
    connection.unregister("just_read")


def _has_plain_forms(reading: Reading) -> bool:
    """Whether SQL reads the plain forms of such cells by itself."""
    return not _fast("''", reading).startswith("CAST(NULL AS ")


def _fast(text: str, reading: Reading) -> str:
    """SQL for the plain forms of a kind, NULL for all others."""
    if reading.kind is Kind.TEXT:
        return f"nullif({text}, '')"
    if reading.kind is Kind.ID and not reading.parted:
        rounded = f"contains({text}, '+') AND regexp_full_match({text}, {literal(SCIENTIFIC.pattern)})"
        return f"CASE WHEN {text}[1] IN ('=', '''') OR ({rounded}) THEN NULL ELSE nullif({text}, '') END"
    if reading.kind is Kind.EMAIL:
        return rf"CASE WHEN regexp_full_match({text}, '[^@\s<>:]+@[^@\s.<>]+(\.[^@\s.<>]+)+') THEN lower({text}) END"
    if reading.kind is Kind.NUMBER and reading.mark is DecimalMark.POINT and reading.divide == 1:
        plain = rf"regexp_full_match({text}, '-?\d{{1,20}}(\.\d{{1,10}})?')"
        return f"CASE WHEN {plain} THEN try_cast({text} AS DECIMAL(38, 10)) END"
    if reading.kind is Kind.COUNT:
        return rf"CASE WHEN regexp_full_match({text}, '\d{{1,18}}') THEN try_cast({text} AS BIGINT) END"
    if reading.kind is Kind.DAY:
        return _fast_day(text, reading.order)
    if reading.kind is Kind.SPAN and reading.grain is Grain.DAY and not reading.counts_from:
        day = _fast_day(text, reading.order)
        return f"strftime({day}, '%Y-%m-%d') || '/' || strftime({day} + INTERVAL 1 DAY, '%Y-%m-%d')"
    if reading.kind is Kind.INSTANT:
        return _fast_instant(text, reading)
    return f"CAST(NULL AS {TYPES.get(reading.kind, 'VARCHAR')})"


def _fast_day(text: str, order: DateOrder) -> str:
    iso = f"WHEN regexp_full_match({text}, '{_ISO}') THEN try_cast({text} AS DATE)"
    written = {DateOrder.MONTH_FIRST: "%m/%d/%Y", DateOrder.DAY_FIRST: "%d/%m/%Y"}.get(order)
    if not written:
        return f"CASE {iso} END"
    slashed = rf"WHEN regexp_full_match({text}, '\d{{1,2}}/\d{{1,2}}/\d{{4}}')"
    return f"CASE {iso} {slashed} THEN CAST(try_strptime({text}, '{written}') AS DATE) END"


def _fast_instant(text: str, reading: Reading) -> str:
    zoned = rf"regexp_full_match({text}, '{_ISO}{_CLOCK} ?(?:Z|[+-]\d{{2}}:?\d{{2}})')"
    naive = f"regexp_full_match({text}, '{_ISO}{_CLOCK}')"
    day = f"regexp_full_match({text}, '{_ISO}')"
    # The form that machines write, without the cost of a pattern: the cast refuses what is no time.
    utc = f"{text} LIKE '____-__-__T__:__:__Z' AND {text} BETWEEN '0' AND ':'"
    return (
        f"CASE WHEN {utc} THEN try_cast({text} AS TIMESTAMP) "
        f"WHEN {zoned} THEN timezone('UTC', try_cast({text} AS TIMESTAMPTZ)) "
        f"WHEN {naive} THEN {_in_utc(text, reading.zone)} WHEN {day} THEN {_in_utc(text, reading.day_zone)} END"
    )


def _in_utc(text: str, zone: str) -> str:
    moment = f"try_cast({text} AS TIMESTAMP)"
    return moment if zone == "UTC" else f"timezone('UTC', timezone({literal(zone)}, {moment}))"
