"""Read the facts of one relation for all windows at once: one query, whatever the data size."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import connection

from kpis.core.measures import PLACED, BaseMeasure, Reading
from kpis.selectors.asking import Ask

QUERIES = Path(__file__).parent / "queries"
ALWAYS = (date(1900, 1, 1), date(9000, 1, 1))
"""One more window that shows whether there is evidence of a measure at all."""
NOWHERE = "'' AS campaign, '' AS channel, '' AS theme"
FIRST_TOUCHED = (
    "coalesce(f.campaign, '') AS campaign, coalesce(f.channel, '') AS channel, coalesce(f.theme, '') AS theme"
)
IN_TIME = """LEFT JOIN origins f ON f.person = whose.person
        AND (f.at AT TIME ZONE %(zone)s)::date <= (whose.until AT TIME ZONE %(zone)s)::date"""
"""People stand with the campaign of their first touch, unless it came after their first stage."""
AT_HAND: ContextVar[bool] = ContextVar("people at hand", default=False)


@dataclass(frozen=True, slots=True)
class Row:
    """Facts of one window and measure with equal dimensions. `dims` are in the order that was asked for."""

    window: int
    measure: str
    amount: Decimal | None
    rows: int
    unknown: int
    first: date | None
    dims: tuple[str, ...] = ()


def read_rows(query: str, measures: Collection[BaseMeasure], ask: Ask, *, dims: Sequence[str]) -> list[Row]:
    """Rows by window (its place in `ask.windows`; one past the last is the window of always), measure and dimensions.

    Of a median each different amount has a row, of a latest reading each day.
    """
    windows = [(window.starts_on, window.ends_on) for window in ask.windows] + [ALWAYS]
    values = {
        "starts": [start for start, _ in windows],
        "ends": [end for _, end in windows],
        "tomorrow": ask.tomorrow,
        "now": ask.now,
        "zone": ask.zone,
        "ever": len(ask.windows),
        "measures": [measure.name for measure in measures],
        "medians": [measure.name for measure in measures if measure.reading is Reading.MEDIAN],
        "latest": [measure.name for measure in measures if measure.reading is Reading.LATEST],
        "scopes": json.dumps([scope.as_mapping() for scope in ask.scopes]),
    }
    with connection.cursor() as cursor:
        cursor.execute(_text(query, tuple(dims), at_hand=AT_HAND.get()), values)
        return [Row(*row[:6], dims=tuple(row[6:])) for row in cursor.fetchall()]


@contextmanager
def people_at_hand(zone: str) -> Iterator[None]:
    """Look at people, their first touches and what sales did with them once for all that is read inside."""
    kept = {"people": _people(placed=True), "handed": f"{_at_hand('people')}, {_file('_handed')}"}
    with connection.cursor() as cursor:
        for name, parts in kept.items():
            cursor.execute(f"DROP TABLE IF EXISTS {name}_at_hand")
            cursor.execute(f"CREATE TEMPORARY TABLE {name}_at_hand AS WITH {parts} TABLE {name}", {"zone": zone})
            cursor.execute(f"ANALYZE {name}_at_hand")
        before = AT_HAND.set(True)
        try:
            yield
        finally:
            AT_HAND.reset(before)
        for name in kept:
            cursor.execute(f"DROP TABLE {name}_at_hand")


@cache
def listing_text(query: str) -> str:
    """The query told to list its facts; what adds nothing up lists by a query of its own."""
    own = QUERIES / f"listed_{query}.sql"
    text = _file(f"listed_{query}") if own.exists() else _file(query).replace("{dated}", _file(f"_listed_{query}"))
    return _with_parts(text, people=_people(placed=False))


@cache
def _text(query: str, dims: tuple[str, ...], *, at_hand: bool) -> str:
    """The query with its parts in place; only names of ours are put into the text, values stay parameters."""
    text = _file(query).replace("{dated}", _file("_dated"))
    if at_hand:
        text = text.replace("{people}", _at_hand("people")).replace("{handed}", _at_hand("handed"))
    text = _with_parts(text, people=_people(placed=not PLACED.isdisjoint(dims)))
    text = text.replace("{first}", "least(f.created_on, f.day)" if query == "deals" else "f.day")
    return text.replace("{dims}", "".join(f", {name}" for name in dims))


def _with_parts(text: str, *, people: str) -> str:
    for part in ("windows", "deals", "orders", "handed"):
        text = text.replace("{" + part + "}", _file("_" + part))
    return text.replace("{people}", people)


def _at_hand(name: str) -> str:
    return f"{name} AS (TABLE {name}_at_hand)"


@cache
def _people(*, placed: bool) -> str:
    """The part that reads people. Touches are looked at only where people are to be told apart by them: `placed`."""
    text = _file("_people").replace("{origins}", f"origins AS ({_file('_origins')})," if placed else "")
    return text.replace("{origin}", IN_TIME if placed else "").replace("{placed}", FIRST_TOUCHED if placed else NOWHERE)


@cache
def _file(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8").strip()
