"""The picture of a key result: valid for Plotly, true to its values, and safe whatever the unit is called."""

from datetime import date, timedelta
from decimal import Decimal

import plotly.graph_objects as go
import pytest

from okrs.core.assessment import Evidence
from okrs.core.chart import values_against_pace
from okrs.core.definition import Definition
from okrs.core.measures import Reading
from okrs.core.pace import Checkpoint, Stretch
from okrs.core.progress import Kind

QUARTER = Stretch(date(2026, 1, 1), date(2026, 4, 1))
HALF_WAY = date(2026, 2, 15)
NUMBERS = {"target": Decimal(90), "band_low": Decimal(2), "band_high": Decimal(4)}


def chart(kind=Kind.INCREASE, *, unit="leads", today=HALF_WAY, checkpoints=()):
    numbers = {"baseline": Decimal(0), "target": Decimal(90)} if kind.travels else NUMBERS
    evidence = Evidence(Definition(kind, unit=unit, **numbers), QUARTER, 14, QUARTER.starts_on, checkpoints)
    readings = [Reading(HALF_WAY - timedelta(days=9), Decimal(20)), Reading(HALF_WAY, Decimal("31.5"))]
    return values_against_pace(evidence, readings, finding="31.5 of 90", caption="Q1", today=today)


def names(found):
    return [trace["name"] for trace in found.figure["data"]]


@pytest.mark.parametrize("kind", Kind)
def test_plotly_accepts_every_kind_without_changing_a_trace(kind):
    found = chart(kind)
    figure = go.Figure({"data": found.figure["data"], "layout": _coloured(found.figure["layout"])}, skip_invalid=True)
    assert [trace.type for trace in figure.data] == ["scatter"] * len(found.figure["data"])
    assert len(figure.data) == len(found.figure["data"])


def test_the_expected_way_bends_at_its_checkpoints():
    expected, points, values = chart(checkpoints=[Checkpoint(HALF_WAY, 20)]).figure["data"]
    assert (expected["x"], expected["y"]) == (["2026-01-01", "2026-02-15", "2026-04-01"], [0, 20, 90])
    assert (points["x"], points["y"]) == (["2026-02-15"], [20])
    assert values["y"] == [20.0, 31.5]


def test_a_band_shows_its_edges():
    assert names(chart(Kind.WITHIN)) == ["At least", "At most", "Value"]
    assert names(chart(Kind.AT_LEAST)) == ["At least", "Value"]


def test_the_table_says_the_same_as_the_picture():
    found = chart()
    assert [column.label for column in found.twin.columns] == ["Day", "Value", "Expected"]
    assert [[cell.text for cell in row] for row in found.twin.rows] == [
        ["2026-02-06", "20", "36"],
        ["2026-02-15", "31.5", "45"],
    ]


def test_today_is_ruled_only_inside_the_stretch():
    assert len(chart().figure["layout"]["shapes"]) == 1
    assert chart(today=date(2026, 6, 1)).figure["layout"]["shapes"] == []


def test_a_unit_cannot_bring_markup_or_references_into_the_picture():
    text = str(chart(unit="<a href=x>%{x}").figure)
    assert "<a href" not in text
    assert "&lt;a href=x&gt;%x}" in text


def _coloured(layout):
    """Tokens are resolved by the page; for Plotly's own check any colour will do."""
    if isinstance(layout, dict):
        return {key: "#123456" if "color" in key else _coloured(value) for key, value in layout.items()}
    return [_coloured(value) for value in layout] if isinstance(layout, list) else layout
