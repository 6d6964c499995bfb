"""One fixed world and everything the portable queries say about it, for engines to agree on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from attribution.core.journeys import Conversion, Touch
from attribution.core.settings import DAY, Settings, Stage, Transforms
from attribution.engine import plan
from attribution.engine.coded import bits
from attribution.engine.plan import Query
from attribution.engine.weights import SQL_MODELS, credit
from tests.attribution.worlds import DIRECT, World, conversion_rows, stage_rows, touch_rows

CHANNELS = 5
EFFECTS = (0.5, 0.25, 0.0, 0.75, 0.125)
Rows = list[dict[str, float]]

VARIANTS = {
    "plain": Settings(direct_channels=(DIRECT,), markov_order=2),
    "everything": Settings(
        direct_channels=(DIRECT,),
        markov_order=3,
        lookback_days=6,
        half_life_days=0.01,
        reset=True,
        tails=True,
        transforms=Transforms(collapse_repeats=True, first_occurrence=True, drop_direct=True, keep_last=3),
    ),
}

PG_TYPES = {"int16": "smallint", "int32": "integer", "int64": "bigint", "double": "double precision"}


def world() -> World:
    dice = np.random.default_rng(20_240_531)
    touches = tuple(
        Touch(i, int(u), int(at) * DAY // 4, int(c), int(r), int(k) if k else None)
        for i, (u, at, c, r, k) in enumerate(
            zip(*(dice.integers(0, top, 400) for top in (40, 60, CHANNELS, 2, 4)), strict=True)
        )
    )
    conversions = tuple(
        Conversion(
            i,
            int(u),
            int(at) * DAY // 4,
            float(value) / 100,
            {Stage.LEAD: int(lead) * DAY // 4, Stage.OPPORTUNITY: int(at) * DAY // 8},
        )
        for i, (u, at, value, lead) in enumerate(
            zip(*(dice.integers(0, top, 60) for top in (40, 60, 100_000, 40)), strict=True)
        )
    )
    return World(touches, conversions)


def relations(chosen: Settings) -> Mapping[str, pa.Table]:
    """Every relation the queries read, as Arrow."""
    made = world()
    return {
        "touch": touch_rows(made),
        "conversion": conversion_rows(made),
        "stage_event": stage_rows(made),
        "direct": pa.table({"channel_id": pa.array(chosen.direct_channels, pa.int32())}),
        "removal": pa.table({"channel": pa.array(range(CHANNELS), pa.int32()), "effect": EFFECTS}),
        "bit": bits(CHANNELS),
    }


def kept(chosen: Settings) -> list[Query]:
    """Queries whose results are kept."""
    return [*plan.journeys(chosen), *plan.traits(chosen), *plan.transitions(chosen, channels=CHANNELS)]


def asked(chosen: Settings) -> Mapping[str, str]:
    """Questions whose answers are compared, by name."""
    return {
        "credit": credit(tuple(SQL_MODELS), by=("month", "scope_id", "channel", "campaign_id")),
        "transition": "SELECT * FROM transition",
        "channel_set": plan.text("channel_set"),
        "total": plan.text("total"),
        "step": "SELECT journey_id, touch_id, channel, age, step, steps FROM step",
    }


def answers(chosen: Settings, ask: Callable[[str], Rows]) -> dict[str, list[tuple[float, ...]]]:
    """Sorted rows of every answer, as plain floats."""
    found = {}
    for name, sql in asked(chosen).items():
        rows = ask(sql)
        columns = sorted(rows[0]) if rows else []
        found[name] = sorted(tuple(-1e9 if row[c] is None else float(row[c]) for c in columns) for row in rows)
    return found


def largest_difference(left: Sequence[tuple[float, ...]], right: Sequence[tuple[float, ...]]) -> float:
    """Largest relative difference of two sorted answers; infinite when they have different shapes."""
    ours, theirs = np.array(left), np.array(right)
    if ours.shape != theirs.shape or not ours.size:
        return float("inf")
    return float(np.max(np.abs(ours - theirs) / np.maximum(1.0, np.abs(ours))))


def offer_view(cursor: Any, name: str, rows: pa.Table) -> None:
    """A relation as a warehouse would offer it: a view in PostgreSQL, gone with the connection."""
    columns = ", ".join(f"{field.name} {PG_TYPES[str(field.type)]}" for field in rows.schema)
    marks = ", ".join(["%s"] * len(rows.schema))
    cursor.execute(f"DROP TABLE IF EXISTS stored_{name} CASCADE")
    cursor.execute(f"CREATE TEMPORARY TABLE stored_{name} ({columns})")
    cursor.execute(f"CREATE TEMPORARY VIEW {name} AS SELECT * FROM stored_{name}")
    cursor.executemany(
        f"INSERT INTO stored_{name} VALUES ({marks})", list(zip(*rows.to_pydict().values(), strict=True))
    )
