import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.core.arrays import Interval
from forecasts.core.promises.calibration import Promise, calibrate, settle, wilson


def promise(author="Ada", channel="Search", low=80.0, high=120.0, level=0.8):
    return Promise("spring", author, channel, "owner", Interval(low, 100.0, high), level)


class TestSettling:
    def test_a_value_on_the_edge_of_the_range_held(self):
        assert settle(promise(), actual=120).held
        assert settle(promise(), actual=80).held

    def test_a_value_outside_missed_by_its_distance(self):
        settled = settle(promise(), actual=130)

        assert (settled.held, settled.miss, settled.relative_error) == (False, 10, 0.3)

    def test_a_promise_of_zero_has_no_relative_error(self):
        nothing = Promise("spring", "Ada", "Search", "owner", Interval(0, 0, 5))

        assert settle(nothing, actual=3).relative_error is None


class TestCalibration:
    def test_the_line_for_the_board_names_share_and_number(self):
        settled = [settle(promise(), actual=100 if n < 39 else 300) for n in range(50)]

        (row,) = calibrate(settled, by=lambda one: "all")

        assert row.sentence == "The 80\u202f% ranges held 78\u202f% of the time (39 of 50), as claimed."

    def test_groups_are_owners_channels_or_models(self):
        settled = [settle(promise(author=name), actual=100) for name in ("Ada", "Bo", "Ada")]

        rows = calibrate(settled, by=lambda one: one.promise.author)

        assert [(row.group, row.promises) for row in rows] == [("Ada", 2), ("Bo", 1)]

    def test_a_few_promises_are_not_judged(self):
        (row,) = calibrate([settle(promise(), actual=500)], by=lambda one: "all")

        assert "too few settled promises to judge" in row.sentence

    def test_too_narrow_ranges_say_in_which_direction(self):
        settled = [settle(promise(), actual=50 if n % 2 else 100) for n in range(40)]

        (row,) = calibrate(settled, by=lambda one: "all")

        assert row.sentence.endswith("too narrow, mostly promised too much.")
        assert (row.too_high, row.too_low) == (20, 0)

    def test_ranges_that_always_hold_are_wider_than_needed(self):
        (row,) = calibrate([settle(promise(), actual=100) for _ in range(60)], by=lambda one: "all")

        assert row.sentence.endswith("they are wider than they need to be.")

    def test_only_promises_of_the_asked_level_count(self):
        settled = [settle(promise(level=0.5), actual=100), settle(promise(), actual=100)]

        (row,) = calibrate(settled, by=lambda one: "all")

        assert row.promises == 1

    @given(st.integers(1, 500), st.data())
    def test_the_interval_of_a_share_holds_the_share(self, promises, data):
        held = data.draw(st.integers(0, promises))
        low, high = wilson(held, promises)

        assert -1e-12 <= low <= held / promises + 1e-12
        assert held / promises - 1e-12 <= high <= 1 + 1e-12


def test_wilson_matches_the_published_example():
    low, high = wilson(81, 263, z=1.96)

    assert (low, high) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
