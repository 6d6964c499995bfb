"""Read the facts of one relation for all windows at once: one query, whatever the data size."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper

from kpis.core.measures import PLACED, TOUCHED, BaseMeasure, Reading, Relation
from kpis.selectors.asking import Ask

QUERIES = Path(__file__).parent / "queries"
ALWAYS = (date(1900, 1, 1), date(9000, 1, 1))
"""One more window that shows whether there is evidence of a measure at all."""
NOWHERE = "'' AS campaign, '' AS channel, '' AS theme"
FIRST_TOUCHED = (
    "coalesce(f.campaign, '') AS campaign, coalesce(f.channel, '') AS channel, coalesce(f.theme, '') AS theme"
)
BY_TOUCH: Mapping[str, str] = {
    "people": """LEFT JOIN origins f ON f.person = whose.person
        AND (f.at AT TIME ZONE %(zone)s)::date <= (whose.until AT TIME ZONE %(zone)s)::date""",
    "bought": """LEFT JOIN (
        SELECT person AS customer, at, campaign, channel, theme FROM origins
        UNION ALL SELECT -account, at, campaign, channel, theme FROM first_of_firms
    ) AS f ON f.customer = sold.customer AND (f.at AT TIME ZONE %(zone)s)::date <= whose.until""",
    "accounts": """LEFT JOIN first_of_firms f ON f.account = a.id
        AND (f.at AT TIME ZONE %(zone)s)::date <= whose.until""",
}
"""Whom the facts are about stands with the campaign of the first touch, unless that came after the first stage, the
first order or the first opportunity won."""
PARTS = ("accounts", "handed", "people", "bought", "touches", "deals", "windows")
"""What queries are made of; a part comes before those it needs itself."""
ALWAYS_PLACED = frozenset({"won"})
ORIGINS = ("origins", "first_of_firms")
KEPT: Mapping[str, str] = {
    **dict.fromkeys(ORIGINS, "{touches}"), "deals": "{deals}", "people": "{people}", "handed": "{people}, {handed}",
    "bought": "{bought}",
}  # fmt: skip
"""What is looked at once where much is read, and the parts it takes."""
RESTS_ON: Mapping[Relation, Sequence[str]] = {
    Relation.DEALS: ("deals",),
    Relation.PIPELINE: ("deals",),
    Relation.CUSTOMERS: ("deals",),
    Relation.WON: ("deals",),
    Relation.PEOPLE: ("people",),
    Relation.HANDOVER: ("people", "handed"),
    Relation.ORDERS: ("bought",),
    Relation.COHORTS: ("bought",),
}
AT_HAND: ContextVar[frozenset[str]] = ContextVar("parts at hand", default=frozenset())


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
def facts_at_hand(relations: Collection[Relation], zone: str, *, placed: bool) -> Iterator[None]:
    """Look once at the facts of these relations for all that is read inside.

    `placed` looks at first touches as well, for what is told apart by them.
    """
    wanted = {name for relation in relations for name in RESTS_ON.get(relation, ())}
    if not TOUCHED.isdisjoint(relations) and (placed or Relation.WON in relations):
        wanted.update(ORIGINS)
    made: list[str] = []
    with connection.cursor() as cursor, _room_to_sort(cursor):
        for name, text in KEPT.items():
            if name not in wanted:
                continue
            parts = _with_parts(text, placed=placed, at_hand=frozenset(made))
            cursor.execute(f"DROP TABLE IF EXISTS {name}_at_hand")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {name}_at_hand AS WITH {parts} TABLE {name}",
                {"zone": zone},
            )
            cursor.execute(f"ANALYZE {name}_at_hand")
            made.append(name)
        before = AT_HAND.set(frozenset(made))
        try:
            yield
        finally:
            AT_HAND.reset(before)
        for name in made:
            cursor.execute(f"DROP TABLE {name}_at_hand")


@contextmanager
def _room_to_sort(cursor: CursorWrapper) -> Iterator[None]:
    """Let the database group a million facts in memory; one measuring at a time can have that much."""
    cursor.execute("SELECT current_setting('work_mem'), set_config('work_mem', '128MB', FALSE)")
    (before, _) = cursor.fetchone()
    yield
    cursor.execute("SELECT set_config('work_mem', %s, FALSE)", [before])


@cache
def listing_text(query: str) -> str:
    """The query told to list its facts; what adds nothing up lists by a query of its own."""
    own = QUERIES / f"listed_{query}.sql"
    text = _file(f"listed_{query}") if own.exists() else _file(query).replace("{dated}", _file(f"_listed_{query}"))
    return _with_parts(text, placed=query in ALWAYS_PLACED, at_hand=frozenset())


@cache
def _text(query: str, dims: tuple[str, ...], *, at_hand: frozenset[str]) -> str:
    """The query with its parts in place; only names of ours are put into the text, values stay parameters."""
    split = [name for name in dims if name in PLACED]
    text = _file(query).replace("{dated}", _file("_dated"))
    text = _with_parts(text, placed=bool(split) or query in ALWAYS_PLACED, at_hand=at_hand)
    text = text.replace("{first}", "least(f.created_on, f.day)" if query == "deals" else "f.day")
    text = text.replace("{split}", "".join(f", b.{name}" for name in split))
    return text.replace("{dims}", "".join(f", {name}" for name in dims))


def _with_parts(text: str, *, placed: bool, at_hand: Collection[str]) -> str:
    """Touches are looked at only where whom the facts are about is to be told apart by them: `placed`."""
    for part in PARTS:
        text = text.replace("{" + part + "}", _part(part, placed=placed, at_hand=at_hand))
    return text


def _part(part: str, *, placed: bool, at_hand: Collection[str]) -> str:
    if part in at_hand:
        return _at_hand(part)
    if part == "touches":
        return ",\n".join(_at_hand(name) if name in at_hand else f"{name} AS ({_file('_' + name)})" for name in ORIGINS)
    text = _file("_" + part)
    if part not in BY_TOUCH:
        return text
    text = text.replace("{touches}", "{touches}," if placed else "")
    text = text.replace("{origin}", BY_TOUCH[part] if placed else "")
    return text.replace("{placed}", FIRST_TOUCHED if placed else NOWHERE)


def _at_hand(name: str) -> str:
    return f"{name} AS (TABLE {name}_at_hand)"


@cache
def _file(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8").strip()
