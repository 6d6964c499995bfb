from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrs.core.pace import Checkpoint, Stretch, expected_progress, expected_value, standard_checkpoints

QUARTER = Stretch(date(2026, 1, 1), date(2026, 4, 1))  # 90 days
HALF_WAY = date(2026, 2, 15)
days = st.integers(-20, 120).map(lambda count: QUARTER.starts_on + timedelta(days=count))
inner_days = st.integers(1, 89).map(lambda count: QUARTER.starts_on + timedelta(days=count))


def expected(today, checkpoints=(), *, baseline=0, target=100):
    return expected_progress(stretch=QUARTER, baseline=baseline, target=target, checkpoints=checkpoints, today=today)


def test_half_is_expected_on_day_45_of_90():
    assert expected(HALF_WAY) == 0.5


def test_nothing_is_expected_before_the_start_and_all_after_the_end():
    assert expected(date(2025, 12, 1)) == 0
    assert expected(date(2026, 4, 1)) == expected(date(2026, 6, 1)) == 1


def test_a_decrease_has_the_same_pace_as_an_increase():
    assert expected(HALF_WAY, baseline=50, target=10) == 0.5


def test_the_way_bends_at_a_checkpoint():
    late = [Checkpoint(HALF_WAY, 20)]
    assert expected(HALF_WAY, late) == 0.2
    assert expected(date(2026, 1, 1) + timedelta(days=18), late) == pytest.approx(0.08)
    assert expected(HALF_WAY + timedelta(days=9), late) == pytest.approx(0.36)


def test_a_checkpoint_outside_the_stretch_is_not_on_the_way():
    assert expected(HALF_WAY, [Checkpoint(date(2026, 5, 1), 1000)]) == 0.5


def test_a_checkpoint_on_the_last_day_replaces_the_target_on_the_way():
    assert expected(HALF_WAY, [Checkpoint(QUARTER.ends_on, 80)]) == pytest.approx(0.4)


def test_checkpoints_after_30_60_and_90_days_lie_on_the_straight_line():
    half_year = Stretch(date(2026, 1, 1), date(2026, 6, 30))  # 180 days
    points = standard_checkpoints(stretch=half_year, baseline=0, target=180)
    assert [(point.due_on, point.expected) for point in points] == [
        (date(2026, 1, 31), 30),
        (date(2026, 3, 2), 60),
        (date(2026, 4, 1), 90),
    ]


def test_a_checkpoint_on_the_end_of_a_quarter_is_the_target_itself_and_is_left_out():
    assert len(standard_checkpoints(stretch=QUARTER, baseline=0, target=90)) == 2


def test_a_stretch_without_days_is_refused():
    with pytest.raises(ValueError, match="end after it starts"):
        Stretch(HALF_WAY, HALF_WAY).elapsed(HALF_WAY)


@given(days, st.lists(st.builds(Checkpoint, inner_days, st.integers(-50, 150))))
def test_expected_progress_stays_between_0_and_1(today, checkpoints):
    assert 0 <= expected(today, checkpoints) <= 1


@given(inner_days, days)
def test_a_checkpoint_on_the_straight_line_changes_nothing(day, today):
    on_the_line = Checkpoint(day, expected_value(stretch=QUARTER, baseline=7, target=31, today=day))
    straight = expected(today, baseline=7, target=31)
    assert expected(today, [on_the_line], baseline=7, target=31) == pytest.approx(straight, abs=1e-9)


@given(days, days, st.lists(st.tuples(inner_days, st.integers(0, 100)), max_size=5, unique_by=lambda pair: pair[0]))
def test_a_rising_path_never_expects_less_on_a_later_day(one, other, corners):
    values = sorted(value for _, value in corners)
    path = [Checkpoint(day, value) for (day, _), value in zip(sorted(corners), values, strict=True)]
    earlier, later = sorted([one, other])
    assert expected(earlier, path) <= expected(later, path) + 1e-9


@given(inner_days, st.integers(0, 100))
def test_the_path_goes_through_its_checkpoint(day, value):
    found = expected_value(stretch=QUARTER, baseline=0, target=100, checkpoints=[Checkpoint(day, value)], today=day)
    assert found == value
