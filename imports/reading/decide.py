"""Decide from all of a file's cells how its numbers and dates are written; what stays open becomes a question."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from imports.core.cleaning import Reading
from imports.core.dates import DateOrder, date_order, parse_date
from imports.core.grain import Grain, grain_of_days, grain_of_heading
from imports.core.mapping import Choices
from imports.core.numbers import DecimalMark, decimal_mark
from imports.core.refusals import ValueRefused
from imports.core.result import Question
from imports.core.target import Column, Kind
from imports.reading.plan import Plan

if TYPE_CHECKING:
    import duckdb

NUMBERS = (Kind.NUMBER, Kind.COUNT)
DAYS = (Kind.DAY, Kind.SPAN, Kind.INSTANT)
EVIDENCE = 20_000
_NAIVE_CLOCK = r".*\d:\d\d.*"
_ZONED = r".*(?:Z|UTC|GMT|\d\s?[+-]\d\d:?\d\d)\s*$"


def decide(
    connection: "duckdb.DuckDBPyConnection", plan: Plan, *, choices: Choices, source_zone: str, day_zone: str
) -> Plan:
    """The plan with a reading for every column it fills."""
    questions = list(plan.questions)
    mark = DecimalMark(choices.decimal_mark) if choices.decimal_mark else _mark(connection, plan, questions)
    zone = choices.zone or (plan.preset.zone if plan.preset else None) or source_zone
    readings = {}
    for column in plan.columns:
        kind = plan.kind(column)
        words = {**column.choices, **(plan.preset.choices.get(column.name, {}) if plan.preset else {})}
        reading = Reading(
            kind=kind,
            mark=mark,
            zone=zone or "UTC",
            day_zone=day_zone,
            divide=plan.preset.divide.get(column.name, 1) if plan.preset else 1,
            choices={word.lower(): value for word, value in words.items()},
        )
        if kind in DAYS and column.name in plan.places:
            reading = _dated(connection, plan, column, reading, choices, questions)
            if kind is Kind.INSTANT and not zone and _has_naive_clock(connection, plan, column):
                questions.append(_zone_question(plan, column))
        readings[column.name] = reading
    if plan.target.money and "currency" not in plan.places and "currency" not in plan.constants:
        questions.append(
            Question("currency", "currency", "No currency is named in the file: say which one its amounts are in.")
        )
    return replace(plan, readings=readings, questions=tuple(questions))


def _mark(connection: "duckdb.DuckDBPyConnection", plan: Plan, questions: list[Question]) -> DecimalMark:
    cells: list[str] = []
    for column in plan.columns:
        if plan.kind(column) in NUMBERS and column.name in plan.places:
            cells += _distinct(connection, plan.places[column.name], "[.,]")
    mark = decimal_mark(cells)
    if mark is DecimalMark.UNDECIDED:
        example = next((cell for cell in cells if decimal_mark([cell]) is DecimalMark.UNDECIDED), cells[0])
        questions.append(
            Question(
                "numbers",
                "decimal_mark",
                f"“{example.strip()}” can be read in two ways: say whether “.” or “,” is the decimal mark.",
            )
        )
    return mark


def _dated(
    connection: "duckdb.DuckDBPyConnection",
    plan: Plan,
    column: Column,
    reading: Reading,
    choices: Choices,
    questions: list[Question],
) -> Reading:
    heading = plan.heading(column.name)
    cells = _distinct(connection, plan.places[column.name], r"^\s*\d{1,2}[-/.]|^\s*\d{4,5}(\.\d+)?\s*$")
    others = _distinct(connection, plan.places[column.name], r"\d{4}-\d\d-\d\d|[A-Za-z]{3}", limit=50)
    chosen = choices.orders.get(column.name)
    order = DateOrder(chosen) if chosen else date_order([*cells, *others])
    if order is DateOrder.UNDECIDED:
        questions.append(
            Question(
                heading,
                "orders",
                f"“{cells[0].strip()}” in “{heading}” can be read in two ways: say whether day or month is first.",
                column.name,
            )
        )
    if column.kind is not Kind.SPAN:
        return replace(reading, order=order)
    grain = Grain(choices.grain) if choices.grain else _grain(connection, plan, column, order, questions)
    return replace(reading, order=order, grain=grain)


def _grain(
    connection: "duckdb.DuckDBPyConnection", plan: Plan, column: Column, order: DateOrder, questions: list[Question]
) -> Grain:
    heading = plan.heading(column.name)
    named = grain_of_heading(heading)
    if named in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        return named
    suggested = grain_of_days(_days(_distinct(connection, plan.places[column.name], ".", limit=2000), order))
    if suggested is not Grain.DAY and "last_day" not in plan.places:
        questions.append(
            Question(
                heading,
                "grain",
                f"The dates in “{heading}” are a {suggested} apart: does a row cover one day or the {suggested}?",
            )
        )
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


def _has_naive_clock(connection: "duckdb.DuckDBPyConnection", plan: Plan, column: Column) -> bool:
    place = plan.places[column.name]
    query = f"SELECT count(*) FROM raw WHERE regexp_matches(c{place}, $1) AND NOT regexp_matches(c{place}, $2)"
    return bool(connection.execute(query, [_NAIVE_CLOCK, _ZONED]).fetchall()[0][0])


def _zone_question(plan: Plan, column: Column) -> Question:
    heading = plan.heading(column.name)
    return Question(
        heading, "zone", f"The times in “{heading}” name no time zone: say which one {plan.source} writes in."
    )


def _distinct(connection: "duckdb.DuckDBPyConnection", place: int, pattern: str, *, limit: int = EVIDENCE) -> list[str]:
    query = f"SELECT DISTINCT c{place} FROM raw WHERE regexp_matches(c{place}, $1) LIMIT {limit}"
    return [row[0] for row in connection.execute(query, [pattern]).fetchall()]


def orders_found(plan: Plan) -> Mapping[str, str]:
    """The date orders in use, by heading, to be shown."""
    return {plan.heading(name): reading.order.value for name, reading in plan.readings.items() if reading.kind in DAYS}
