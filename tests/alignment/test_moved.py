"""A KPI counts as moved when it moved the wanted way by more than both its margins."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alignment.selectors.moved import moved_kpis
from kpis.models import Definition, Measurement, MeasureRun
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, tzinfo=UTC)


@pytest.fixture
def measured():
    """Two quarters, and a KPI of a survey measured in both."""
    before = make.cycle(date(2026, 1, 1), date(2026, 4, 1))
    now = make.cycle(date(2026, 4, 1), date(2026, 7, 1))
    run = MeasureRun.objects.create(as_of=NOW.date(), computed_at=NOW, published_at=NOW, inputs_digest="x")

    def measure(then, value, *, margin="3", direction="up"):
        Definition.objects.filter(key="recall").delete()
        definition = Definition.objects.create(
            key="recall", name="Recall of ours", text="Recall", direction=direction, defined_at=NOW
        )
        for cycle, number in ((before, then), (now, value)):
            Measurement.objects.create(
                run=run, definition=definition, key="recall", starts_on=cycle.starts_on, ends_on=cycle.ends_on,
                value=Decimal(number), margin=Decimal(margin) if margin else None,
            )  # fmt: skip
        return moved_kpis(now, ["recall", ""])

    return measure


def test_a_movement_beyond_both_margins_is_told_with_its_noise(measured):
    assert measured("30", "36") == {"recall": "Recall of ours moved by +6 ± 4.243 since the cycle before."}


@pytest.mark.parametrize(
    ("then", "now", "facts"),
    [("30", "33", {}), ("36", "30", {}), ("30", "36", {"direction": "down"}), ("30", "60", {"margin": ""})],
)
def test_movement_inside_noise_the_wrong_way_or_without_a_margin_is_none(measured, then, now, facts):
    assert measured(then, now, **facts) == {}


def test_less_can_be_better(measured):
    assert "moved by -6" in measured("36", "30", direction="down")["recall"]


def test_without_a_cycle_before_nothing_moved():
    assert moved_kpis(make.cycle(date(2026, 1, 1), date(2026, 4, 1)), ["recall"]) == {}
