"""From the engine's journeys and touches to the number arrays that models work on, and back."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from attribution.core.laid import Laid
from attribution.core.ordering import in_order
from attribution.core.sets import Sets
from attribution.core.settings import Settings, Transforms
from attribution.core.transitions import Floats, Ints, Transitions
from attribution.engine.connection import Engine
from attribution.engine.packed import Ordered, packed, packing
from attribution.engine.plan import parameters, text

WORD = 60
WORDS = 4
# Arrays are put in order faster than the database sorts rows.
UNORDERED = "SELECT {columns}, source_rank, touch_id FROM touched"
JOURNEYS = "SELECT journey_id, cluster_id, mass, conversions, nulls, value, month, scope_id FROM journey"
NUMBERED = "SELECT {columns} FROM step ORDER BY journey_id, step"
OF_CHANNELS = "journey_id, age, channel"
OF_SLICES = f"{OF_CHANNELS}, campaign_id, asset_id"


def lay(engine: Engine, settings: Settings, *, slices: bool, anchors: bool) -> Laid:
    """All journeys that have a touch; those that have none become the relation `lost`.

    Without slices nothing is known of campaigns and assets.
    """
    direct = column(engine.run("SELECT is_direct FROM channel ORDER BY code"), "is_direct").astype(np.bool_)
    journeys = engine.run(JOURNEYS)
    everyone = ints(journeys, "journey_id")
    unchanged = settings.transforms == Transforms()
    how = packing(everyone, oldest=settings.lookback, channels=len(direct)) if unchanged and not slices else None
    steps = packed(engine, how) if how else _steps(engine, OF_SLICES if slices else OF_CHANNELS, unchanged=unchanged)
    place = _places(steps.ids, everyone)
    engine.register("lost", pa.table({"journey_id": np.delete(everyone, place)}))
    never = np.full(len(steps.ids), -1)
    lead, opportunity = _stages(engine, settings, steps.ids) if anchors else [never] * 2
    return Laid(
        offsets=steps.offsets,
        ids=steps.ids,
        unit=ints(journeys, "cluster_id")[place],
        mass=floats(journeys, "mass")[place],
        conversions=floats(journeys, "conversions")[place],
        nulls=floats(journeys, "nulls")[place],
        value=floats(journeys, "value")[place],
        month=ints(journeys, "month")[place],
        scope=ints(journeys, "scope_id")[place],
        lead_age=lead,
        opportunity_age=opportunity,
        channel=steps.channel,
        campaign=steps.campaign,
        asset=steps.asset,
        age=steps.age,
        is_direct=direct,
    )


def _places(ids: Ints, everyone: Ints) -> Ints:
    """Where the journeys `ids`, ascending, stand among all."""
    order = np.argsort(everyone)
    return order if len(ids) == len(order) else order[np.searchsorted(everyone, ids, sorter=order)]


def _steps(engine: Engine, columns: str, *, unchanged: bool) -> Ordered:
    """The steps of all journeys in order."""
    if unchanged:
        rows = engine.run(UNORDERED.format(columns=columns))
        order = in_order(*(ints(rows, name) for name in ("journey_id", "age", "source_rank", "touch_id")))
        found = {name: ints(rows, name)[order] for name in columns.split(", ")}
    else:
        rows = engine.run(NUMBERED.format(columns=columns))
        found = {name: ints(rows, name) for name in rows.column_names}
    offsets, ids = _runs(found["journey_id"])
    nothing = np.zeros(0, dtype=np.int64)
    return Ordered(
        ids=ids,
        offsets=offsets,
        channel=found["channel"].astype(np.int32),
        age=found["age"],
        campaign=found.get("campaign_id", nothing),
        asset=found.get("asset_id", nothing),
    )


def _runs(journey: Ints) -> tuple[Ints, Ints]:
    """Where each journey's steps begin and end, and which journey it is."""
    starts = np.flatnonzero(journey[1:] != journey[:-1]) + 1
    offsets = np.concatenate([[0], starts, [len(journey)]]) if len(journey) else np.zeros(1)
    whole = offsets.astype(np.int64)
    return whole, journey[whole[:-1]]


def show(engine: Engine, laid: Laid) -> None:
    """Journeys in order as the relation `step`, for queries that follow; the arrays are not copied."""
    length = laid.length
    place = np.arange(1, len(laid.channel) + 1) - np.repeat(laid.offsets[:-1], length)
    ids = {"campaign_id": laid.campaign, "asset_id": laid.asset}
    columns = {
        "journey_id": np.repeat(laid.ids, length),
        "channel": laid.channel,
        "is_direct": laid.is_direct[laid.channel].astype(np.int32),
        "age": laid.age,
        "step": place.astype(np.int32),
        "steps": np.repeat(length, length).astype(np.int32),
    }
    rows = {name: pa.array(values) for name, values in columns.items()}
    rows |= {name: pa.array(values, mask=values < 0) for name, values in ids.items()}
    engine.show("step", pa.table(rows))


def _stages(engine: Engine, settings: Settings, ids: Ints) -> list[Ints]:
    """Per journey the ages at which it entered the stages of anchors, -1 for never."""
    rows = engine.run(text("entered"), parameters(settings))
    known = ints(rows, "journey_id")
    order = np.argsort(known)
    place = np.minimum(np.searchsorted(known[order], ids), max(len(known) - 1, 0))
    found = known[order][place] == ids if len(known) else np.zeros(len(ids), dtype=np.bool_)
    ages = [ints(rows, f"{stage}_age")[order] for stage in ("lead", "opportunity")]
    return [np.where(found, age[place], -1) if len(known) else np.full(len(ids), -1) for age in ages]


def transitions_of(rows: pa.Table, *, channels: int, order: int) -> Transitions:
    """The result of transition.sql, of any engine."""
    return Transitions(
        channels=channels,
        order=order,
        source=ints(rows, "source"),
        target=ints(rows, "target"),
        count=floats(rows, "passes"),
        value=floats(rows, "money"),
    )


def sets_of(rows: pa.Table, *, channels: int) -> Sets:
    """The result of channel_set.sql, of any engine."""
    words = [ints(rows, f"word_{word}") for word in range(WORDS)]
    holds = np.zeros((len(rows), channels), dtype=np.bool_)
    for channel in range(channels):
        holds[:, channel] = (words[channel // WORD] >> (channel % WORD)) & 1
    return Sets(
        channels=channels,
        offsets=np.concatenate([[0], np.cumsum(holds.sum(axis=1))]).astype(np.int64),
        member=np.nonzero(holds)[1],
        conversions=floats(rows, "conversions"),
        value=floats(rows, "value"),
        nulls=floats(rows, "nulls"),
    )


def bits(channels: int) -> pa.Table:
    """The relation `bit`: which word and bit of a set stands for which channel; 240 channels have one."""
    if channels > WORD * WORDS:
        raise ValueError(f"Channel sets in SQL hold at most {WORD * WORDS} channels, not {channels}.")
    names = ["channel", *(f"word_{word}" for word in range(WORDS))]
    columns: list[Sequence[int]] = [range(channels)]
    columns.extend([1 << (c % WORD) if c // WORD == word else 0 for c in range(channels)] for word in range(WORDS))
    types = [pa.int32(), *[pa.int64()] * WORDS]
    return pa.table([pa.array(c, type=t) for c, t in zip(columns, types, strict=True)], names=names)


def column(rows: pa.Table, name: str) -> NDArray[np.generic]:
    values: NDArray[np.generic] = rows.column(name).to_numpy()
    return values


def ints(rows: pa.Table, name: str) -> Ints:
    """A column of whole numbers; -1 where it is empty."""
    values = rows.column(name)
    if values.null_count:
        values = pc.fill_null(values, pa.scalar(-1, values.type))
    result: Ints = values.to_numpy().astype(np.int64, copy=False)
    return result


def floats(rows: pa.Table, name: str) -> Floats:
    result: Floats = rows.column(name).cast(pa.float64()).to_numpy()
    return result
