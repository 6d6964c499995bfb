"""Clean every cell, set by set: SQL takes the plain forms, and each other distinct text is read once by the core."""

from collections.abc import Sequence
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

    Rows that are rejected on the way are set aside in `refused`, with what could be read of them.
    """
    fields, joins = [], []
    for number, column in enumerate(plan.target.columns):
        reading = plan.readings.get(column.name)
        if column.kind is Kind.ATTRIBUTES and plan.attributes:
            fields.append(f"{_attributes(plan)} AS {quoted(column.name)}")
        elif reading is None:
            fields.append(f"NULL::{TYPES.get(column.kind, 'VARCHAR')} AS {quoted(column.name)}")
        elif column.name in plan.places:
            expression, join = _from_file(connection, plan, column, reading, number)
            if column.kind is Kind.CURRENCY and plan.currency:
                expression = f"coalesce({expression}, {literal(plan.currency)})"
            fields.append(f"{expression} AS {quoted(column.name)}")
            joins.append(join)
        else:
            value = cleaned(plan.constants[column.name], reading)
            text = "NULL" if value is None else literal(value)
            fields.append(f"CAST({text} AS {TYPES.get(reading.kind, 'VARCHAR')}) AS {quoted(column.name)}")
    connection.execute(
        f"CREATE TABLE clean AS SELECT raw.line, {', '.join(fields)} FROM raw {' '.join(joins)} "
        "WHERE NOT EXISTS (FROM issues i WHERE i.line = raw.line AND i.fate = 'skipped')"
    )
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


def _attributes(plan: Plan) -> str:
    """The chosen cells as JSON under their names; blank ones are left out."""
    pairs = ", ".join(f"{literal(name)}, nullif(trim(raw.c{place}), '')" for name, place in plan.attributes.items())
    return f"CAST(json_merge_patch('{{}}', json_object({pairs})) AS VARCHAR)"


def _from_file(
    connection: "duckdb.DuckDBPyConnection", plan: Plan, column: Column, reading: Reading, number: int
) -> tuple[str, str]:
    """The expression of a column's value, and the join it needs for cells that SQL alone did not read."""
    cell = f"raw.c{plan.places[column.name]}"
    fast = _fast(f"trim({cell})", reading)
    left = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT {cell} FROM raw WHERE trim({cell}) <> '' AND ({fast}) IS NULL"
        ).fetchall()
    ]
    if not left:
        return fast, ""
    _keep_read(connection, f"read{number}", left, reading)
    fate = "blanked" if column.lenient else "rejected"
    connection.execute(
        f"INSERT INTO issues SELECT line, $1, $2, {cell}, r.reason FROM raw JOIN read{number} r ON r.cell = {cell} "
        "WHERE r.reason IS NOT NULL AND NOT EXISTS (FROM issues i WHERE i.line = raw.line AND i.fate = 'skipped')",
        [fate, plan.heading(column.name)],
    )
    kind = TYPES.get(reading.kind, "VARCHAR")
    return (
        f"coalesce({fast}, CAST(read{number}.value AS {kind}))",
        f"LEFT JOIN read{number} ON read{number}.cell = {cell}",
    )


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


def _fast(text: str, reading: Reading) -> str:
    """SQL for the plain forms of a kind, NULL for all others."""
    if reading.kind is Kind.TEXT:
        return f"nullif({text}, '')"
    if reading.kind is Kind.ID and not reading.parted:
        odd = f"regexp_full_match({text}, {literal(SCIENTIFIC.pattern)}) OR {text}[1] IN ('=', '''')"
        return f"CASE WHEN NOT ({odd}) THEN nullif({text}, '') END"
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
    return (
        f"CASE WHEN {zoned} THEN timezone('UTC', try_cast({text} AS TIMESTAMPTZ)) "
        f"WHEN {naive} THEN {_in_utc(text, reading.zone)} WHEN {day} THEN {_in_utc(text, reading.day_zone)} END"
    )


def _in_utc(text: str, zone: str) -> str:
    moment = f"try_cast({text} AS TIMESTAMP)"
    return moment if zone == "UTC" else f"timezone('UTC', timezone({literal(zone)}, {moment}))"
