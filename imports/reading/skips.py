"""Rows that are left out on purpose: totals, footers, records the vendor marks as deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from imports.core.columns import normal_heading
from imports.core.numbers import parse_number
from imports.core.refusals import FileRefused, ValueRefused
from imports.core.target import Kind
from imports.core.totals import DeclaredTotal, NotData, declared_count, not_data
from imports.reading.engine import literal
from imports.reading.plan import Plan
from imports.reading.rows import Broken, RowsRead

if TYPE_CHECKING:
    import duckdb

KEYS = (Kind.ID, Kind.SALESFORCE_ID, Kind.DAY, Kind.SPAN, Kind.INSTANT)
_SUSPECT = r"(?i)^\s*(grand[ -])?(sub-?)?(totals?|totales|gesamt\w*|summe|suma|totaal)\b"


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A skipped totals row: its cells by target column, to be compared with what was read."""

    line: int
    label: str
    cells: Mapping[str, str]


def make_issues(connection: "duckdb.DuckDBPyConnection", rows: RowsRead) -> None:
    """The table `issues(line, fate, column, value, reason)`, with the lines that could not be split into cells."""
    connection.execute(
        'CREATE TABLE issues (line BIGINT, fate VARCHAR, "column" VARCHAR, value VARCHAR, reason VARCHAR)'
    )
    _add(connection, "rejected", [replace(problem, text="") for problem in rows.broken])
    _add(connection, "skipped", rows.totals)


def skip_totals(connection: "duckdb.DuckDBPyConnection", plan: Plan, *, but_rows: bool = False) -> tuple[TotalRow, ...]:
    """Mark totals rows as skipped; they are few, so each suspect is judged by the core.

    With `but_rows` the user says that what looks like a total is a row.
    """
    width = len(plan.headings)
    names = [plan.places[c.name] for c in plan.columns if c.name in plan.places and plan.kind(c) is Kind.TEXT]
    keys = [plan.places[c.name] for c in plan.columns if c.name in plan.places and plan.kind(c) in KEYS]
    suspects = " OR ".join(f"regexp_matches(c{place}, {literal(_SUSPECT)})" for place in {0, *names})
    blank = " AND ".join(f"c{place} IS NULL" for place in range(width))
    query = f"SELECT * FROM raw WHERE {suspects} OR ({blank})"
    found, totals = [], []
    for line, *cells in connection.execute(query).fetchall():
        texts = [cell or "" for cell in cells]
        why = not_data(texts, width=width, names=names, keys=keys)
        if why and not (but_rows and why is NotData.TOTAL):
            label = next((text.strip() for text in texts if text.strip()), "")
            found.append(Broken(line=line, text=label, reason=f"This is a {why}, not a row."))
            totals.append(TotalRow(line, label, {name: texts[place] for name, place in plan.places.items()}))
    _add(connection, "skipped", found)
    return tuple(totals)


def skip_marked(connection: "duckdb.DuckDBPyConnection", plan: Plan, keeps: Mapping[str, Sequence[str]]) -> None:
    """Leave out the rows that the vendor marks (deleted records), and those that are not of what is asked for.

    `keeps` names headings and the values that a row must have there; the preset may name more.
    """
    places = {normal_heading(heading): place for place, heading in enumerate(plan.headings)}
    _skip_others(connection, places, {**(plan.preset.keeps if plan.preset else {}), **keeps})
    for heading, values in (plan.preset.skips if plan.preset else {}).items():
        if normal_heading(heading) not in places:
            continue
        place = places[normal_heading(heading)]
        cell, own = f"trim(coalesce(c{place}, ''))", plan.headings[place]
        words = ", ".join(literal(value.lower()) for value in values)
        connection.execute(
            f"INSERT INTO issues SELECT line, 'skipped', $1, {cell}, $2 || {cell} || '” are left out.' FROM raw "
            f"WHERE lower({cell}) IN ({words}) AND NOT EXISTS (FROM issues i WHERE i.line = raw.line)",
            [own, f"Rows whose {own} is “"],
        )


def _skip_others(
    connection: "duckdb.DuckDBPyConnection", places: Mapping[str, int], keeps: Mapping[str, Sequence[str]]
) -> None:
    for heading, values in keeps.items():
        if normal_heading(heading) not in places:
            raise FileRefused(f"The file has no column “{heading}”, by which its rows are to be chosen.")
        cell = f"c{places[normal_heading(heading)]}"
        words = ", ".join(literal(value.lower()) for value in values)
        wanted = " or ".join(f"“{value}”" for value in values)
        connection.execute(
            f"INSERT INTO issues SELECT line, 'skipped', $1, {cell}, $2 FROM raw "
            f"WHERE lower(trim(coalesce({cell}, ''))) NOT IN ({words}) "
            "AND NOT EXISTS (FROM issues i WHERE i.line = raw.line)",
            [heading, f"Only rows whose {heading} is {wanted} are imported."],
        )


def compare_totals(
    connection: "duckdb.DuckDBPyConnection",
    plan: Plan,
    totals: Sequence[TotalRow],
    *,
    declared_rows: int | None,
    rows: int,
) -> tuple[DeclaredTotal, ...]:
    """What the file declares about itself beside what was read: amounts of totals rows, numbers of records."""
    found = []
    amount = plan.target.money.amount if plan.target.money else ""
    for total in totals:
        if count := declared_count(total.label):
            found.append(DeclaredTotal(total.label, Decimal(count), Decimal(rows)))
        declared = _amount(total.cells.get(amount, ""), plan, amount)
        if declared is not None:
            read = connection.execute(f"SELECT coalesce(sum({amount}), 0) FROM clean").fetchall()[0][0]
            found.append(DeclaredTotal(f"{total.label}, {plan.heading(amount)}", declared, _to_the_cent(read)))
    if declared_rows is not None:
        found.append(DeclaredTotal("Rows", Decimal(declared_rows), Decimal(rows)))
    return tuple(found)


def _to_the_cent(amount: Decimal) -> Decimal:
    """Two decimals where that loses nothing, as totals are written."""
    rounded = amount.quantize(Decimal("0.01"))
    return rounded if rounded == amount else amount.normalize()


def _amount(cell: str, plan: Plan, column: str) -> Decimal | None:
    try:
        number = parse_number(cell, plan.readings[column].mark) if column in plan.readings else None
    except ValueRefused:
        return None
    return number.value if number else None


def _add(connection: "duckdb.DuckDBPyConnection", fate: str, found: Sequence[Broken]) -> None:
    if not found:
        return
    import pyarrow as pa

    rows = pa.table(
        {
            "line": pa.array([problem.line for problem in found], pa.int64()),
            "value": pa.array([problem.text[:200] for problem in found], pa.string()),
            "reason": pa.array([problem.reason for problem in found], pa.string()),
        }
    )
    connection.register("found_rows", rows)
    connection.execute("INSERT INTO issues SELECT line, $1, '', value, reason FROM found_rows", [fate])
    connection.unregister("found_rows")
