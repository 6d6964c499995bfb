"""Ids are names: credit must be the same however large they are, although databases plan by their range."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from attribution.core.journeys import Conversion, Touch
from attribution.core.models import Model
from attribution.core.settings import DAY, Settings, UnitKind
from attribution.engine.attribute import Wanted, attribute
from attribution.engine.connection import engine
from attribution.engine.relations import Sources
from tests.attribution.worlds import World, conversion_rows, stage_rows, touch_rows

NOW, HOUR = 1_790_000_000, 3600


def numbered(first: int) -> World:
    """Thirty people with a touch each in the same second, and one of them who buys; ids begin at `first`."""
    touches = tuple(
        Touch(touch_id=first + i, unit_id=first + 8 * i, occurred_at=NOW, channel=0, campaign=first + i % 6)
        for i in range(30)
    )
    bought = Conversion(conversion_id=first, unit_id=first + 8, occurred_at=NOW + HOUR, value=10.0)
    return World(touches, (bought,))


def in_files(world: World, folder: Path) -> Sources:
    """Files, because they tell the range of every column; nobody knows the channels."""
    touches = touch_rows(world)
    unknown = pa.nulls(len(touches), pa.int32())
    touches = touches.set_column(touches.schema.get_field_index("channel_id"), "channel_id", unknown)
    accounts = touches.set_column(touches.schema.get_field_index("unit_id"), "unit_id", pc.add(touches["unit_id"], 1))
    kinds = pa.repeat(pa.scalar(int(UnitKind.ACCOUNT), pa.int16()), len(touches))
    accounts = accounts.set_column(touches.schema.get_field_index("unit_kind"), "unit_kind", kinds)
    rows = {
        "touch": pa.concat_tables([touches, accounts]),
        "conversion": conversion_rows(world),
        "stage_event": stage_rows(world),
    }
    for name, table in rows.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return Sources(**{name: (str(folder / f"{name}.parquet"),) for name in rows})


@pytest.mark.parametrize("first", [0, 100, 250, 2_000, 65_500, 1_000_000, 5_000_000_000])
def test_credit_does_not_know_how_large_ids_are(first, tmp_path):
    asked = Settings(null_journeys=True, lookback_days=365.0, ends_at=NOW + 100 * DAY, models=tuple(Model))
    with engine() as running:
        running.attach(in_files(numbered(first), tmp_path))
        found = attribute(running, asked, Wanted(campaigns=True, cells=True)).channels.models
    assert set(found) == set(Model)
    assert all(estimate.value.tolist() == pytest.approx([10.0], rel=1e-12) for estimate in found.values())
