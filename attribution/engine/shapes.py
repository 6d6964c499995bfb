"""What journeys look like, and why some milestones have none: read from the tables that `attribute` leaves behind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

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
class Slot:
    """A month, a scope of it or None for all scopes together, and whose journeys: those that one group touched, or all.

    `touched` is "channel", "theme" or "campaign" and `touched_id` which; empty for all journeys.
    """

    month: int
    scope_id: int | None = None
    touched: str = ""
    touched_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to cut journeys into slots: from which relation, by which columns, how many paths a slot keeps."""

    relation: str
    columns: str
    most: int


# The smaller the slots the fewer paths of each, so that a page that adds up many of them stays quick.
CUTS = (
    Cut("shape", "month", MOST_PATHS),
    Cut("shape", "month, scope_id", 100),
    Cut("shape_touched", "month, scope_id, touched, touched_id", 30),
)


@dataclass(frozen=True, slots=True)
class Path:
    """Channels in order, repeats in a row taken as one; -1 is the unknown channel."""

    channels: tuple[int, ...]
    journeys: int
    value: float


@dataclass(frozen=True, slots=True)
class Shape:
    """Journeys of one slot: the most common paths, by touches, by whole days.

    Journeys longer than LONGEST touches are counted as LONGEST. `first` and `last`: journeys and value by channel.
    """

    slot: Slot
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
    """Shapes by month, scope and group, and reasons of what is unattributed.

    Needs `journey`, `step`, `channel`, and `campaign_theme` (campaign_id, theme_id).
    """
    engine.table("shape", text("shape"))
    engine.table("journey_touched", text("journey_touched"))
    engine.view("shape_touched", "SELECT * FROM shape JOIN journey_touched USING (journey_id)")
    shapes = tuple(shape for cut in CUTS for shape in _shapes(engine, cut))
    for name in ("shape_touched", "journey_touched", "shape"):
        engine.drop(name)
    return Seen(shapes, tuple(_reasons(engine)))


def _shapes(engine: Engine, cut: Cut) -> Iterator[Shape]:
    paths: dict[Slot, list[Path]] = defaultdict(list)
    for at, path in _paths(engine, cut):
        paths[at].append(path)
    touches, days = _counted(engine, cut, f"LEAST(touches, {LONGEST})"), _counted(engine, cut, "days")
    first, last = _valued(engine, cut, "first_channel"), _valued(engine, cut, "last_channel")
    for at, found in paths.items():
        yield Shape(
            slot=at,
            journeys=sum(touches[at].values()),
            paths=tuple(sorted(found, key=lambda path: (-path.journeys, path.channels))),
            touches=touches[at],
            days=days[at],
            first=first[at],
            last=last[at],
        )


def _paths(engine: Engine, cut: Cut) -> Iterator[tuple[Slot, Path]]:
    """The most common ones of every slot; of two as common the one that comes first by its channels."""
    steps = [f"step_{place}" for place in range(1, STEPS + 1)]
    more = f"CASE WHEN runs > {STEPS} THEN 1 ELSE 0 END"
    order = ", ".join(["COUNT(*) DESC", *(f"{step} NULLS FIRST" for step in steps), more])
    common = f"QUALIFY ROW_NUMBER() OVER (PARTITION BY {cut.columns} ORDER BY {order}) <= {cut.most}"
    keys = f"{', '.join(steps)}, {more}"
    for at, (*channels, longer), journeys, value in _by(engine, cut, keys, only=common):
        yield at, Path((*(one for one in channels if one is not None), *[AND_MORE] * longer), journeys, value)


def _counted(engine: Engine, cut: Cut, key: str) -> dict[Slot, dict[int, int]]:
    found: dict[Slot, dict[int, int]] = defaultdict(dict)
    for at, (group,), journeys, _ in _by(engine, cut, key):
        found[at][group] = journeys
    return found


def _valued(engine: Engine, cut: Cut, key: str) -> dict[Slot, dict[int, tuple[int, float]]]:
    found: dict[Slot, dict[int, tuple[int, float]]] = defaultdict(dict)
    for at, (group,), journeys, value in _by(engine, cut, key):
        found[at][group] = journeys, value
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


def _by(engine: Engine, cut: Cut, keys: str, *, only: str = "") -> Iterator[tuple[Slot, list[Any], int, float]]:
    """Journeys and their value by slot and `keys`; the sum of money is exact, whatever the order of rows."""
    value = "CAST(SUM(CAST(value AS DECIMAL(38, 12))) AS DOUBLE)"
    groups = f"{cut.columns}, {keys}"
    rows = engine.run(
        f"SELECT {groups}, COUNT(*) AS journeys, {value} AS value"  # noqa: S608 - names are ours
        f" FROM {cut.relation} GROUP BY {groups} {only} ORDER BY {groups}"
    )
    width = cut.columns.count(",") + 1
    known: dict[tuple[Any, ...], Slot] = {}
    for line in zip(*(_plain(column) for column in rows.columns), strict=True):
        place = line[:width]
        if place not in known:
            known[place] = Slot(*place)
        yield known[place], [*line[width:-2]], line[-2], line[-1]


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """The column as Python has it; whole columns of numbers at once, which is many times faster than one by one."""
    plain = column.null_count or not pa.types.is_primitive(column.type)
    found: list[Any] = column.to_pylist() if plain else column.to_numpy().tolist()
    return found
