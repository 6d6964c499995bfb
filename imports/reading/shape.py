"""From cleaned cells to table rows: derived columns, checks, repeats, rows that add up, money in our currency."""

import re
from typing import TYPE_CHECKING

from imports.core.target import Target
from imports.reading.engine import literal, quoted
from imports.reading.plan import Plan
from imports.reading.tables import Table, TableColumn

if TYPE_CHECKING:
    import duckdb

RATED = ("rate", "rate_on", "reported")


def filled_columns(plan: Plan, table: Table) -> tuple[str, ...]:
    """The model's columns that this file decides: derived from, referred by or named like a mapped column."""
    mapped = {column.name for column in plan.columns}
    mapped |= {column.refers.fills for column in plan.columns if column.refers}
    for name, expression in plan.target.derived.items():
        if mapped & set(re.findall(r"[a-z_][a-z0-9_]*", expression)) or name in plan.target.key:
            mapped.add(name)
    if plan.target.money:
        mapped |= set(RATED)
    return tuple(column.name for column in table.columns if column.name in mapped and column.name != "source")


def make_shaped(connection: "duckdb.DuckDBPyConnection", plan: Plan, table: Table) -> None:
    """Make `shaped(line, model columns…)`; rows that break a check or do not fit are rejected."""
    columns = [name for name in filled_columns(plan, table) if not (plan.target.money and name in RATED)]
    extras = [name for name in plan.target.derived if not table.has(name)]
    chosen = ", ".join(f"{_expression(plan.target, name)} AS {quoted(name)}" for name in [*columns, *extras])
    known = [row[0] for row in connection.execute("DESCRIBE referred").fetchall()]
    spare = [name for name in known if name not in (*columns, *extras, "line")]
    kept = "".join(f", {quoted(name)}" for name in spare)
    connection.execute(f"CREATE TABLE shaped AS SELECT line, {chosen}{kept} FROM referred")
    connection.execute("DROP TABLE referred")  # every step's rows take memory until the next one has them
    for check in plan.target.checks:
        connection.execute(
            "INSERT INTO issues SELECT line, 'rejected', $1, '', $2 FROM shaped "
            f"WHERE NOT coalesce({check.holds}, true)",
            [plan.heading(check.column), check.reason],
        )
    for name in columns:
        _refuse_what_does_not_fit(connection, plan, table.column(name))
    connection.execute("DELETE FROM shaped WHERE line IN (SELECT line FROM issues WHERE fate = 'rejected')")
    connection.execute("DROP TABLE clean")  # checks look at other rows of the file there


def settle_repeats(connection: "duckdb.DuckDBPyConnection", target: Target) -> None:
    """Rows with one key: equal ones are one row, the newest of dated ones counts, others contradict each other.

    Makes `ready(line, rows, …)`; where the target adds, rows of one key are summed instead.
    """
    key = ", ".join(quoted(name) for name in target.key if name != "source")
    names = [row[0] for row in connection.execute("DESCRIBE shaped").fetchall() if row[0] != "line"]
    if target.adds:
        connection.execute(f"CREATE TABLE ready AS {_sums(target, names, key)}")
        return
    repeated = f"SELECT {key} FROM shaped GROUP BY {key} HAVING count(*) > 1"
    if connection.execute(f"SELECT count(*) FROM ({repeated})").fetchall()[0][0]:
        _judge_repeats(connection, names, key, repeated)
    connection.execute("CREATE VIEW ready AS SELECT line, 1 AS rows, * EXCLUDE (line) FROM shaped")


def _expression(target: Target, name: str) -> str:
    return f"({target.derived[name]})" if name in target.derived else quoted(name)


def _refuse_what_does_not_fit(connection: "duckdb.DuckDBPyConnection", plan: Plan, column: TableColumn) -> None:
    if column.length:
        condition = f"length({quoted(column.name)}) > {column.length}"
        reason = f"The text is longer than {column.length} characters."
    elif column.digits:
        condition = f"abs({quoted(column.name)}) >= 1e{column.digits}"
        reason = f"The number has more than {column.digits} digits before its decimals."
    else:
        return
    connection.execute(
        f"INSERT INTO issues SELECT line, 'rejected', $1, left(CAST({quoted(column.name)} AS VARCHAR), 60), $2 "
        f"FROM shaped WHERE {condition}",
        [plan.heading(column.name), reason],
    )


def _sums(target: Target, names: list[str], key: str) -> str:
    keys = [name for name in target.key if name != "source"]
    others = [
        f"{'sum' if name in target.adds else 'min'}({quoted(name)}) AS {quoted(name)}"
        for name in names
        if name not in keys
    ]
    return f"SELECT min(line) AS line, count(*) AS rows, {', '.join([key, *others])} FROM shaped GROUP BY {key}"


def _judge_repeats(connection: "duckdb.DuckDBPyConnection", names: list[str], key: str, repeated: str) -> None:
    digest = f"md5(concat_ws('|', {', '.join(f'coalesce(CAST({quoted(name)} AS VARCHAR), chr(0))' for name in names)}))"
    newest = "modified_at" if "modified_at" in names else "NULL"
    connection.execute(
        f"""CREATE TABLE repeats AS SELECT line, {key}, {digest} AS digest, {newest} AS changed_at
            FROM shaped WHERE ({key}) IN (SELECT row({key}) FROM ({repeated}))"""
        if "," in key
        else f"""CREATE TABLE repeats AS SELECT line, {key}, {digest} AS digest, {newest} AS changed_at
            FROM shaped WHERE {key} IN ({repeated})"""
    )
    ranked = f"""SELECT *, max(changed_at) OVER (PARTITION BY {key}) AS newest FROM repeats"""
    connection.execute(
        f"""INSERT INTO issues SELECT line, 'skipped', '', '', 'A newer version of this record is in the file.'
            FROM ({ranked}) WHERE changed_at < newest OR (changed_at IS NULL AND newest IS NOT NULL)"""
    )
    left = f"SELECT * FROM ({ranked}) WHERE changed_at IS NOT DISTINCT FROM newest"
    judged = f"""SELECT line, count(DISTINCT digest) OVER (PARTITION BY {key}) AS versions,
                 min(line) OVER (PARTITION BY {key}) AS first FROM ({left})"""
    connection.execute(
        f"""INSERT INTO issues SELECT line, 'skipped', '', '', 'This row repeats line ' || first || '.'
            FROM ({judged}) WHERE versions = 1 AND line > first"""
    )
    connection.execute(
        f"""INSERT INTO issues SELECT line, 'rejected', '', '',
            'Several rows carry the same id with different values, first on line ' || first || '.'
            FROM ({judged}) WHERE versions > 1"""
    )
    connection.execute("DELETE FROM shaped WHERE line IN (SELECT line FROM issues WHERE fate <> 'blanked')")


def convert_money(connection: "duckdb.DuckDBPyConnection", target: Target, rates: str, reporting: str) -> None:
    """Make `priced`: `ready` with rate, its day and the amount in the reporting currency.

    `rates` names a DuckDB table (currency, day, rate). An amount without a known rate keeps reported NULL.
    """
    money = target.money
    if money is None:
        connection.execute("CREATE VIEW priced AS FROM ready")
        return
    own = f"r.{money.currency} = {literal(reporting)}"
    rate = f"CASE WHEN {own} THEN 1::DECIMAL(18, 8) ELSE x.rate END"
    connection.execute(
        f"""CREATE TABLE priced AS SELECT r.*, {rate} AS rate,
            CASE WHEN {own} THEN CAST(r.{money.on} AS DATE) ELSE x.day END AS rate_on,
            CAST(r.{money.amount} AS DECIMAL(20, 4)) * ({rate}) AS reported
            FROM ready r ASOF LEFT JOIN {rates} x ON r.{money.currency} = x.currency
            AND CAST(r.{money.on} AS DATE) >= x.day"""
    )
    connection.execute("DROP TABLE shaped")
