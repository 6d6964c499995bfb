"""Decide from all cells of a column of dates how they are written, and how much time one of them covers."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from imports.core.cleaning import Reading
from imports.core.columns import normal_heading
from imports.core.dates import DateOrder, date_order, has_short_year, parse_date
from imports.core.grain import Grain, grain_of_days, grain_of_heading, month_alone
from imports.core.mapping import Choices
from imports.core.refusals import FileRefused, ValueRefused
from imports.core.result import Question
from imports.core.target import Column, Kind
from imports.reading.plan import Plan

if TYPE_CHECKING:
    import duckdb

DAYS = (Kind.DAY, Kind.SPAN, Kind.INSTANT)
EVIDENCE = 20_000
_NAIVE_CLOCK = r".*\d:\d\d.*"
_ZONED = r".*(?:Z|UTC|GMT|\d\s?[+-]\d\d:?\d\d)\s*$"


def dated(
    connection: "duckdb.DuckDBPyConnection",
    plan: Plan,
    column: Column,
    reading: Reading,
    choices: Choices,
    questions: list[Question],
) -> Reading:
    """The reading with order, grain and year; what stays open is added to `questions`."""
    heading, place = plan.heading(column.name), plan.places[column.name]
    if column.kind is Kind.SPAN and normal_heading(heading).startswith("nth "):
        return _counted(plan, heading, reading)
    cells = distinct(connection, place, r"^\s*\d{1,2}[-/.]|^\s*\d{4,5}(\.\d+)?\s*$")
    others = distinct(connection, place, r"\d{4}-\d\d-\d\d|[A-Za-z]{3}", limit=50, among=EVIDENCE)
    chosen = choices.orders.get(column.name)
    order = DateOrder(chosen) if chosen else date_order([*cells, *others])
    if order is DateOrder.UNDECIDED:
        sentence = f"“{cells[0].strip()}” in “{heading}” can be read in two ways: say whether day or month is first."
        questions.append(Question(heading, "orders", sentence, column.name))
    reading = replace(reading, order=order, short_years=any(has_short_year(cell) for cell in cells))
    if column.kind is not Kind.SPAN:
        return reading
    reading = _with_year(connection, plan, heading, place, reading, questions)
    grain = Grain(choices.grain) if choices.grain else _grain(connection, plan, column, order, questions)
    return replace(reading, grain=grain)


def has_naive_clock(connection: "duckdb.DuckDBPyConnection", plan: Plan, column: Column) -> bool:
    """Whether some cell of the column has a time of day and no zone."""
    place = plan.places[column.name]
    query = f"SELECT count(*) FROM raw WHERE regexp_matches(c{place}, $1) AND NOT regexp_matches(c{place}, $2)"
    return bool(connection.execute(query, [_NAIVE_CLOCK, _ZONED]).fetchall()[0][0])


def distinct(
    connection: "duckdb.DuckDBPyConnection",
    place: int,
    pattern: str,
    *,
    limit: int = EVIDENCE,
    among: int | None = None,
) -> list[str]:
    """Up to `limit` different cells that match the pattern, `among` the first of them where all need not be seen."""
    cells = f"SELECT c{place} FROM raw WHERE regexp_matches(c{place}, $1)" + (f" LIMIT {among}" if among else "")
    query = f"SELECT DISTINCT c{place} FROM ({cells}) LIMIT {limit}"
    return [row[0] for row in connection.execute(query, [pattern]).fetchall()]


def _counted(plan: Plan, heading: str, reading: Reading) -> Reading:
    """An index of days or weeks (`0023`) counts from the first day that the report names above its table."""
    if plan.reported_from is None:
        raise FileRefused(f"“{heading}” counts from a first day that the file does not name. Export it with its dates.")
    grain = Grain.WEEK if "week" in heading.lower() else Grain.DAY
    if "month" in heading.lower():
        raise FileRefused(f"“{heading}” counts months. Export the report by day or by week.")
    return replace(reading, counts_from=plan.reported_from, grain=grain)


def _with_year(
    connection: "duckdb.DuckDBPyConnection",
    plan: Plan,
    heading: str,
    place: int,
    reading: Reading,
    questions: list[Question],
) -> Reading:
    """Months that name no year need one. A sheet that runs over New Year goes on in the next one."""
    query = f"SELECT c{place} FROM raw WHERE regexp_matches(c{place}, $1) GROUP BY 1 ORDER BY min(line) LIMIT 50"
    cells = [row[0] for row in connection.execute(query, [r"^\s*\pL{3,9}\.?\s*$"]).fetchall()]
    months = [month for cell in cells if (month := month_alone(cell))]
    if months and not reading.year:
        named = cells[0].strip()
        sentence = f"“{named}” in “{heading}” names no year: say which year the first month of the sheet is in."
        questions.append(Question(heading, "year", sentence))
    falls = sum(1 for earlier, later in pairwise(months) if later < earlier)
    return replace(reading, first_month=months[0] if falls == 1 else 1)


def _grain(
    connection: "duckdb.DuckDBPyConnection", plan: Plan, column: Column, order: DateOrder, questions: list[Question]
) -> Grain:
    heading = plan.heading(column.name)
    named = grain_of_heading(re.sub(r"^Period of the sheet: ", "", heading))
    if named in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        return named
    suggested = grain_of_days(_days(distinct(connection, plan.places[column.name], ".", limit=2000), order))
    if suggested is not Grain.DAY and "last_day" not in plan.places:
        sentence = f"The dates in “{heading}” are a {suggested} apart: does a row cover one day or the {suggested}?"
        questions.append(Question(heading, "grain", sentence))
    return Grain.DAY


def _days(cells: list[str], order: DateOrder) -> list[date]:
    found = []
    for cell in cells:
        try:
            day = parse_date(cell, order)
        except ValueRefused:
            continue
        if day:
            found.append(day)
    return found
