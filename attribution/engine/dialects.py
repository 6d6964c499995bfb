"""The same queries for other engines: SQLGlot writes Spark, BigQuery, Snowflake, ClickHouse and PostgreSQL."""

from collections.abc import Sequence
from enum import StrEnum

import sqlglot
from sqlglot import exp

from attribution.engine.connection import Parameters
from attribution.engine.plan import Query


class Dialect(StrEnum):
    DUCKDB = "duckdb"
    POSTGRESQL = "postgres"
    SPARK = "spark"
    BIGQUERY = "bigquery"
    SNOWFLAKE = "snowflake"
    CLICKHOUSE = "clickhouse"


def translated(sql: str, dialect: Dialect, parameters: Parameters) -> str:
    """The query in another dialect, with its parameters written in."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    for parameter in list(tree.find_all(exp.Parameter, exp.Placeholder)):
        parameter.replace(_literal(parameters[parameter.name]))
    for ordered in tree.find_all(exp.Ordered):
        ordered.set("nulls_first", _nulls_first(dialect, descending=bool(ordered.args.get("desc"))))
    return tree.transform(_adapted, dialect).sql(dialect=dialect.value, pretty=True)


def script(queries: Sequence[Query], dialect: Dialect) -> list[str]:
    """Statements that keep every query's result under its name, in order.

    Spark has no temporary tables: its statements make views, and a caller with large data keeps each one's rows
    (`localCheckpoint`, or a table of its own), so that no plan grows over all steps.
    """
    form = "CREATE TEMPORARY TABLE {} AS\n{}"
    if dialect is Dialect.SPARK:
        form = "CREATE OR REPLACE TEMPORARY VIEW {} AS\n{}"
    return [form.format(query.name, translated(query.sql, dialect, query.parameters)) for query in queries]


def _nulls_first(dialect: Dialect, *, descending: bool) -> bool:
    """The dialect's own order of empty values, so that none is written out: what we order by is never empty."""
    habit = sqlglot.Dialect.get_or_raise(dialect.value).NULL_ORDERING
    return habit != "nulls_are_last" and (habit == "nulls_are_small") is not descending


def _literal(value: float | str) -> exp.Expression:
    if isinstance(value, str):
        return exp.Literal.string(value)
    number = exp.Literal.number(repr(abs(value)))
    signed = exp.Neg(this=number) if value < 0 else number
    return exp.cast(signed, exp.DataType.Type.DOUBLE) if isinstance(value, float) else signed


def _adapted(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """Decimals where the dialect's own would be too narrow."""
    if dialect is Dialect.BIGQUERY and isinstance(node, exp.DataType) and node.this is exp.DataType.Type.DECIMAL:
        return exp.DataType.build("BIGDECIMAL")
    return node
