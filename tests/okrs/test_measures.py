from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from okrs.core.measures import Measure, Reading, combine

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


def test_flows_add_up():
    readings = [Reading(JANUARY, Decimal(400)), Reading(FEBRUARY, Decimal(500)), Reading(FEBRUARY, None)]
    assert combine(Measure.FLOW, readings) == 900


def test_the_last_level_counts_whatever_the_order():
    readings = [Reading(FEBRUARY, Decimal(31)), Reading(JANUARY, Decimal(28))]
    assert combine(Measure.LEVEL, readings) == 31


def test_ratios_are_summed_before_they_are_divided():
    readings = [
        Reading(JANUARY, numerator=Decimal(1), denominator=Decimal(2)),
        Reading(FEBRUARY, numerator=Decimal(1), denominator=Decimal(8)),
    ]
    assert combine(Measure.RATIO, readings) == Decimal("0.2")


def test_a_ratio_over_nothing_is_no_data():
    assert combine(Measure.RATIO, [Reading(JANUARY, numerator=Decimal(1), denominator=Decimal(0))]) is None
    assert combine(Measure.RATIO, [Reading(JANUARY, numerator=Decimal(1))]) is None


def test_nothing_read_is_no_data_for_every_measure():
    assert [combine(measure, []) for measure in Measure] == [None, None, None]


@given(st.lists(st.decimals(min_value=0, max_value=10_000, places=2), min_size=1), st.randoms())
def test_a_flow_does_not_depend_on_the_order_of_its_readings(amounts, random):
    readings = [Reading(JANUARY, amount) for amount in amounts]
    shuffled = random.sample(readings, len(readings))
    assert combine(Measure.FLOW, readings) == combine(Measure.FLOW, shuffled) == sum(amounts)
