"""What journeys look like, and why some milestones have none: read from the tables that `attribute` leaves behind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from attribution.engine.connection import Engine
from attribution.engine.plan import text

STEPS = 6
MOST_PATHS = 300
LONGEST = 100
# Ends a path of more than STEPS channels.
AND_MORE = 0

Counted = Mapping[int, int]
Valued = Mapping[int, tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Path:
    """Channels in order, repeats in a row taken as one; -1 is the unknown channel."""

    channels: tuple[int, ...]
    journeys: int
    value: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Journeys of one month: most common paths first, journeys by number of touches and by whole days.

    Journeys longer than LONGEST touches are counted as LONGEST. `first` and `last`: journeys and value by channel.
    """

    month: int
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
    """Shapes by month, and reasons of what is unattributed. Needs `journey`, `step` and `channel`."""
    engine.table("shape", text("shape"))
    paths: dict[int, list[Path]] = defaultdict(list)
    for month, path in _paths(engine):
        paths[month].append(path)
    touches, days = _counted(engine, f"LEAST(touches, {LONGEST})"), _counted(engine, "days")
    first, last = _valued(engine, "first_channel"), _valued(engine, "last_channel")
    shapes = tuple(
        Shape(
            month=month,
            journeys=sum(touches[month].values()),
            paths=tuple(sorted(found, key=lambda path: (-path.journeys, path.channels))[:MOST_PATHS]),
            touches=touches[month],
            days=days[month],
            first=first[month],
            last=last[month],
        )
        for month, found in sorted(paths.items())
    )
    engine.drop("shape")
    return Seen(shapes, tuple(_reasons(engine)))


def _paths(engine: Engine) -> Iterator[tuple[int, Path]]:
    steps = [f"step_{place}" for place in range(1, STEPS + 1)]
    keys = ", ".join(["month", *steps])
    more = f"CASE WHEN runs > {STEPS} THEN 1 ELSE 0 END"
    for row in _by(engine, f"{keys}, {more} AS more", groups=f"{keys}, {more}"):
        channels = [row[step] for step in steps if row[step] is not None] + [AND_MORE] * row["more"]
        yield row["month"], Path(tuple(channels), row["journeys"], row["value"])


def _counted(engine: Engine, key: str) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for row in _by(engine, f"month, {key} AS key", groups=f"month, {key}"):
        found[row["month"]][row["key"]] = row["journeys"]
    return found


def _valued(engine: Engine, key: str) -> dict[int, dict[int, tuple[int, float]]]:
    found: dict[int, dict[int, tuple[int, float]]] = defaultdict(dict)
    for row in _by(engine, f"month, {key} AS key", groups=f"month, {key}"):
        found[row["month"]][row["key"]] = row["journeys"], row["value"]
    return found


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
