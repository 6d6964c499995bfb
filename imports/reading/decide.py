"""Decide from all of a file's cells how its numbers and dates are written; what stays open becomes a question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from imports.core.cleaning import Reading
from imports.core.mapping import Choices
from imports.core.numbers import UNKNOWN_WORDS, DecimalMark, decimal_mark
from imports.core.result import Question
from imports.core.target import Column, Kind
from imports.reading.dated import DAYS, dated, distinct, has_naive_clock
from imports.reading.engine import literal
from imports.reading.plan import Plan

if TYPE_CHECKING:
    import duckdb

NUMBERS = (Kind.NUMBER, Kind.COUNT)


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
            parted=plan.preset.parted.get(column.name, "") if plan.preset else "",
            year=choices.year,
            choices={word.lower(): value for word, value in words.items()},
        )
        if kind in DAYS and column.name in plan.places:
            reading = dated(connection, plan, column, reading, choices, questions)
            if kind is Kind.INSTANT and not zone and has_naive_clock(connection, plan, column):
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
            cells += distinct(connection, plan.places[column.name], "[.,]")
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


def _zone_question(plan: Plan, column: Column) -> Question:
    heading = plan.heading(column.name)
    return Question(
        heading, "zone", f"The times in “{heading}” name no time zone: say which one {plan.source} writes in."
    )


def ask_currency(connection: "duckdb.DuckDBPyConnection", plan: Plan) -> Plan:
    """Amounts whose cell of the currency is blank: by what the user or the source says, or else asked.

    Totals must have been skipped before.
    """
    money = plan.target.money
    if not money or plan.currency or money.currency not in plan.places or money.amount not in plan.places:
        return plan
    currency, amount = (f"c{plan.places[name]}" for name in (money.currency, money.amount))
    nothing = ", ".join(literal(word) for word in sorted(UNKNOWN_WORDS))
    query = (
        f"SELECT count(*) FROM raw WHERE lower(trim(coalesce({currency}, ''))) IN ({nothing}) "
        f"AND lower(trim(coalesce({amount}, ''))) NOT IN ({nothing}) "
        "AND NOT EXISTS (FROM issues i WHERE i.line = raw.line AND i.fate <> 'blanked')"
    )
    blank = int(connection.execute(query).fetchall()[0][0])
    if not blank:
        return plan
    sentence = f"{blank:,} amounts name no currency in “{plan.heading(money.currency)}”: say which one they are in."
    return replace(plan, questions=(*plan.questions, Question(money.currency, "currency", sentence)))


def orders_found(plan: Plan) -> Mapping[str, str]:
    """The date orders in use, by heading, to be shown."""
    return {plan.heading(name): reading.order.value for name, reading in plan.readings.items() if reading.kind in DAYS}
