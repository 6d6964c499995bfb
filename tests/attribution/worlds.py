"""Small worlds for attribution tests, and random ones for hypothesis."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from attribution.core.journeys import Conversion, Journey, Touch
from attribution.core.sets import Sets
from attribution.core.settings import DAY, AnchorWeights, Settings, Stage, Transforms, UnitKind
from attribution.engine.connection import Engine
from attribution.engine.relations import Sources

DIRECT = 2


@dataclass(frozen=True, slots=True)
class World:
    touches: tuple[Touch, ...]
    conversions: tuple[Conversion, ...]


def journey(*days: float, ends: float | None = None, channels: tuple[int, ...] = (), **rest: object) -> Journey:
    """A journey with touches on the given days."""
    named = channels or tuple(range(len(days)))
    touches = tuple(
        Touch(touch_id=i, unit_id=1, occurred_at=round(day * DAY), channel=channel)
        for i, (day, channel) in enumerate(zip(days, named, strict=True))
    )
    return Journey(journey_id=1, touches=touches, ended_at=round((days[-1] if ends is None else ends) * DAY), **rest)


def load(engine: Engine, world: World) -> None:
    """The world as relations of the engine."""
    engine.attach(Sources())
    engine.register("touch", touch_rows(world))
    engine.register("conversion", conversion_rows(world))
    engine.register("stage_event", stage_rows(world))


def touch_rows(world: World) -> pa.Table:
    rows = world.touches
    return pa.table(
        {
            "touch_id": pa.array([t.touch_id for t in rows], pa.int64()),
            "unit_id": pa.array([t.unit_id for t in rows], pa.int64()),
            "unit_kind": pa.array([int(UnitKind.PERSON)] * len(rows), pa.int16()),
            "occurred_at": pa.array([t.occurred_at for t in rows], pa.int64()),
            "source_rank": pa.array([t.source_rank for t in rows], pa.int16()),
            "channel_id": pa.array([t.channel for t in rows], pa.int32()),
            "campaign_id": pa.array([t.campaign for t in rows], pa.int64()),
            "asset_id": pa.array([None for _ in rows], pa.int64()),
        }
    )


def conversion_rows(world: World) -> pa.Table:
    rows = world.conversions
    return pa.table(
        {
            "conversion_id": pa.array([c.conversion_id for c in rows], pa.int64()),
            "milestone": pa.array([int(Stage.ORDER)] * len(rows), pa.int16()),
            "unit_id": pa.array([c.unit_id for c in rows], pa.int64()),
            "cluster_id": pa.array([c.unit_id for c in rows], pa.int64()),
            "subject_id": pa.array([c.conversion_id for c in rows], pa.int64()),
            "occurred_at": pa.array([c.occurred_at for c in rows], pa.int64()),
            "value": pa.array([c.value for c in rows], pa.float64()),
            "month": pa.array([202601 + c.conversion_id % 3 for c in rows], pa.int32()),
            "scope_id": pa.array([c.conversion_id % 2 for c in rows], pa.int32()),
        }
    )


def stage_rows(world: World) -> pa.Table:
    rows = [(c.conversion_id, stage, moment) for c in world.conversions for stage, moment in c.stages.items()]
    return pa.table(
        {
            "subject_id": pa.array([row[0] for row in rows], pa.int64()),
            "stage": pa.array([row[1] for row in rows], pa.int16()),
            "occurred_at": pa.array([row[2] for row in rows], pa.int64()),
        }
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Few units, few distinct seconds, so that ties, repeats and empty journeys are common."""
    unit, moment = st.integers(0, 4), st.integers(0, 12).map(lambda day: day * DAY // 2)
    touches = draw(
        st.lists(st.tuples(unit, moment, st.integers(0, 4), st.integers(0, 1), st.integers(0, 2)), max_size=30)
    )
    stages = st.dictionaries(st.sampled_from([int(Stage.LEAD), int(Stage.OPPORTUNITY)]), moment, max_size=2)
    value = st.integers(-500, 100_000).map(lambda cents: cents / 100)
    conversions = draw(st.lists(st.tuples(unit, moment, value, stages), max_size=8))
    ids = draw(st.permutations(range(len(touches))))
    return World(
        touches=tuple(
            Touch(touch_id=i, unit_id=u, occurred_at=at, channel=c, source_rank=r, campaign=k)
            for i, (u, at, c, r, k) in zip(ids, touches, strict=True)
        ),
        conversions=tuple(
            Conversion(conversion_id=i, unit_id=u, occurred_at=at, value=v, stages=s)
            for i, (u, at, v, s) in enumerate(conversions)
        ),
    )


def all_settings() -> st.SearchStrategy[Settings]:
    part = st.sampled_from([0.0, 0.5, 1.0, 3.0])
    custom = st.tuples(part, part, part, part, part).filter(any).map(lambda p: AnchorWeights(*p))
    return st.builds(
        Settings,
        lookback_days=st.sampled_from([0.0, 1.0, 3.5, 90.0]),
        half_life_days=st.sampled_from([0.001, 1.0, 7.0]),
        starts_at=st.sampled_from([-1, 2 * DAY]),
        ends_at=st.sampled_from([4 * DAY, 100 * DAY]),
        reset=st.booleans(),
        null_journeys=st.booleans(),
        tails=st.booleans(),
        transforms=st.builds(
            Transforms,
            collapse_repeats=st.booleans(),
            first_occurrence=st.booleans(),
            drop_direct=st.booleans(),
            keep_last=st.sampled_from([None, 1, 2]),
        ),
        direct_channels=st.sampled_from([(), (DIRECT,), (DIRECT, 0)]),
        custom=custom,
        markov_order=st.integers(1, 4),
        replicates=st.just(0),
    )


def relative(left: np.ndarray, right: np.ndarray) -> float:
    """Largest difference relative to the larger of the two (to 1 for tiny numbers)."""
    if not len(left) and not len(right):
        return 0.0
    return float(np.max(np.abs(left - right) / np.maximum(1.0, np.maximum(np.abs(left), np.abs(right)))))


def from_lists(channels: int, groups: dict[frozenset[int], tuple[float, float, float]]) -> Sets:
    """Sets from {channels: (conversions, value, nulls)}, for examples."""
    ordered = sorted((sorted(group), amounts) for group, amounts in groups.items())
    lengths = [len(group) for group, _ in ordered]
    amounts = np.array([amounts for _, amounts in ordered], dtype=float).reshape(-1, 3)
    return Sets(
        channels=channels,
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        member=np.array([channel for group, _ in ordered for channel in group], dtype=np.int64),
        conversions=amounts[:, 0],
        value=amounts[:, 1],
        nulls=amounts[:, 2],
    )
