"""What journeys look like, and why some milestones have none: read from the tables that `attribute` leaves behind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from attribution.engine.connection import Engine
from attribution.engine.plan import text

STEPS = 6
MOST_PATHS = 300
# Of one scope, so that a page that adds up many of them stays quick.
MOST_PATHS_OF_A_SCOPE = 100
LONGEST = 100
BY_SCOPE = "month, scope_id"
# Ends a path of more than STEPS channels.
AND_MORE = 0

Counted = Mapping[int, int]
Valued = Mapping[int, tuple[int, float]]
Slot = tuple[int, int | None]
"""A month, and a scope of it or None for all scopes together."""


@dataclass(frozen=True, slots=True)
class Path:
    """Channels in order, repeats in a row taken as one; -1 is the unknown channel."""

    channels: tuple[int, ...]
    journeys: int
    value: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Journeys of one month in one scope, or (None) in all: the most common paths, by touches, by whole days.

    Journeys longer than LONGEST touches are counted as LONGEST. `first` and `last`: journeys and value by channel.
    """

    month: int
    scope_id: int | None
    journeys: int
    paths: tuple[Path, ...]
    touches: Counted
    days: Counted
    first: Valued
    last: Valued


@dataclass(frozen=True, slots=True)
class Why:
    """Unattributed milestones of one month, scope and reason."""

    month: int
    scope_id: int
    reason: str
    milestones: int
    value: float
    unknown_values: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a milestone's journeys look like."""

    shapes: tuple[Shape, ...]
    reasons: tuple[Why, ...]


def seen(engine: Engine) -> Seen:
    """Shapes by month, whole and by scope, and reasons of what is unattributed. Needs `journey`, `step`, `channel`."""
    engine.table("shape", text("shape"))
    shapes = (*_shapes(engine, "month", most=MOST_PATHS), *_shapes(engine, BY_SCOPE, most=MOST_PATHS_OF_A_SCOPE))
    engine.drop("shape")
    return Seen(shapes, tuple(_reasons(engine)))


def _shapes(engine: Engine, slot: str, *, most: int) -> Iterator[Shape]:
    paths: dict[Slot, list[Path]] = defaultdict(list)
    for at, path in _paths(engine, slot):
        paths[at].append(path)
    touches, days = _counted(engine, slot, f"LEAST(touches, {LONGEST})"), _counted(engine, slot, "days")
    first, last = _valued(engine, slot, "first_channel"), _valued(engine, slot, "last_channel")
    for at, found in paths.items():
        yield Shape(
            month=at[0],
            scope_id=at[1],
            journeys=sum(touches[at].values()),
            paths=tuple(sorted(found, key=lambda path: (-path.journeys, path.channels))[:most]),
            touches=touches[at],
            days=days[at],
            first=first[at],
            last=last[at],
        )


def _paths(engine: Engine, slot: str) -> Iterator[tuple[Slot, Path]]:
    steps = [f"step_{place}" for place in range(1, STEPS + 1)]
    keys = ", ".join([slot, *steps])
    more = f"CASE WHEN runs > {STEPS} THEN 1 ELSE 0 END"
    for row in _by(engine, f"{keys}, {more} AS more", groups=f"{keys}, {more}"):
        channels = [row[step] for step in steps if row[step] is not None] + [AND_MORE] * row["more"]
        yield _at(row), Path(tuple(channels), row["journeys"], row["value"])


def _counted(engine: Engine, slot: str, key: str) -> dict[Slot, dict[int, int]]:
    found: dict[Slot, dict[int, int]] = defaultdict(dict)
    for row in _by(engine, f"{slot}, {key} AS key", groups=f"{slot}, {key}"):
        found[_at(row)][row["key"]] = row["journeys"]
    return found


def _valued(engine: Engine, slot: str, key: str) -> dict[Slot, dict[int, tuple[int, float]]]:
    found: dict[Slot, dict[int, tuple[int, float]]] = defaultdict(dict)
    for row in _by(engine, f"{slot}, {key} AS key", groups=f"{slot}, {key}"):
        found[_at(row)][row["key"]] = row["journeys"], row["value"]
    return found


def _at(row: dict[str, Any]) -> Slot:
    return row["month"], row.get("scope_id")


def _reasons(engine: Engine) -> Iterator[Why]:
    for row in engine.run(text("reason")).to_pylist():
        yield Why(
            month=row["month"],
            scope_id=row["scope_id"],
            reason=row["reason"],
            milestones=row["milestones"],
            value=float(row["value"]),
            unknown_values=int(row["unknown_values"]),
        )


def _by(engine: Engine, columns: str, *, groups: str) -> list[dict[str, Any]]:
    """Journeys and their value by group; the sum of money is exact, whatever the order of rows."""
    value = "CAST(SUM(CAST(value AS DECIMAL(38, 12))) AS DOUBLE)"
    rows: list[dict[str, Any]] = engine.run(
        f"SELECT {columns}, COUNT(*) AS journeys, {value} AS value FROM shape GROUP BY {groups} ORDER BY {groups}"  # noqa: S608 - names are ours
    ).to_pylist()
    return rows
