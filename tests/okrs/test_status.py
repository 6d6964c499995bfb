from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrs.core.measures import Reading
from okrs.core.status import (
    WORST_FIRST,
    PaceBands,
    Status,
    check_in_due_on,
    diverges,
    is_outdated,
    pace_status,
    shown_status,
    worst,
)

TODAY = date(2026, 3, 1)
unit = st.floats(min_value=0, max_value=1)
statuses = st.sampled_from(Status)


def status(progress, expected, *, has_check_in=True):
    return pace_status(progress=progress, expected=expected, has_check_in=has_check_in)


class TestPace:
    def test_a_key_result_at_three_quarters_of_its_pace_is_at_risk(self):
        assert status(0.375, 0.5) is Status.AT_RISK

    def test_just_below_three_quarters_is_off_track(self):
        assert status(0.3745, 0.5) is Status.OFF_TRACK

    def test_a_ratio_of_949_thousandths_is_at_risk_and_of_95_hundredths_on_track(self):
        assert status(0.949, 1.0) is Status.AT_RISK
        assert status(0.95, 1.0) is Status.ON_TRACK

    @pytest.mark.parametrize("hundredths", range(6, 101))
    def test_binary_digits_do_not_move_the_edge(self, hundredths):
        expected = hundredths / 100
        assert status(0.95 * expected, expected) is Status.ON_TRACK

    def test_early_days_without_a_check_in_are_not_started(self):
        assert status(None, 0.05, has_check_in=False) is Status.NOT_STARTED

    def test_early_days_with_a_check_in_are_judged_by_direction_only(self):
        assert status(0.0, 0.02) is Status.ON_TRACK
        assert status(-0.1, 0.02) is Status.AT_RISK

    def test_a_check_in_without_a_value_is_no_data(self):
        assert status(None, 0.02) is Status.NO_DATA
        assert status(None, 0.5) is Status.NO_DATA

    def test_bands_are_settings(self):
        strict = PaceBands(on_track=1.0, at_risk=0.9)
        assert pace_status(progress=0.48, expected=0.5, has_check_in=True, bands=strict) is Status.AT_RISK

    @given(unit, unit, unit)
    def test_more_progress_never_makes_the_status_worse(self, one, other, expected):
        less, more = sorted([one, other])
        order = [WORST_FIRST.index(status(value, expected)) for value in (less, more)]
        assert order == sorted(order)


class TestShown:
    def test_a_closed_outcome_comes_first(self):
        shown = shown_status(computed=Status.OFF_TRACK, declared=Status.AT_RISK, outdated=True, closed=Status.ACHIEVED)
        assert shown.status is Status.ACHIEVED

    def test_silence_is_never_green(self):
        shown = shown_status(computed=Status.ON_TRACK, declared=Status.ON_TRACK, outdated=True)
        assert shown.status is Status.OUTDATED

    @given(statuses, st.sampled_from([None, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]))
    def test_an_outdated_key_result_is_shown_as_outdated_whatever_else_is_said(self, computed, declared):
        assert shown_status(computed=computed, declared=declared, outdated=True).status is Status.OUTDATED

    def test_the_worse_of_computed_and_declared_is_shown_and_both_are_kept(self):
        shown = shown_status(computed=Status.AT_RISK, declared=Status.ON_TRACK, outdated=False)
        assert (shown.status, shown.computed, shown.declared) == (Status.AT_RISK, Status.AT_RISK, Status.ON_TRACK)
        assert shown_status(computed=Status.ON_TRACK, declared=Status.OFF_TRACK, outdated=False).status is (
            Status.OFF_TRACK
        )

    def test_the_declared_status_stands_in_without_data(self):
        shown = shown_status(computed=Status.NO_DATA, declared=Status.ON_TRACK, outdated=False)
        assert (shown.status, shown.computed) == (Status.ON_TRACK, Status.NO_DATA)

    def test_without_a_declared_status_the_computed_one_is_shown(self):
        assert shown_status(computed=Status.NOT_STARTED, declared=None, outdated=False).status is Status.NOT_STARTED


class TestSilence:
    def test_three_days_of_grace_follow_the_cadence(self):
        last = TODAY - timedelta(days=10)
        ask = {"last_check_in": last, "running_since": date(2026, 1, 1), "cadence_days": 7}
        assert not is_outdated(**ask, today=TODAY)
        assert is_outdated(**ask, today=TODAY + timedelta(days=1))

    def test_a_key_result_nobody_ever_touched_becomes_outdated_after_the_first_cadence(self):
        ask = {"last_check_in": None, "running_since": TODAY, "cadence_days": 7}
        assert not is_outdated(**ask, today=TODAY + timedelta(days=10))
        assert is_outdated(**ask, today=TODAY + timedelta(days=11))

    def test_the_next_check_in_is_due_one_cadence_after_the_last(self):
        due = check_in_due_on(last_check_in=TODAY, running_since=date(2026, 1, 1), cadence_days=14)
        assert due == date(2026, 3, 15)
        assert check_in_due_on(last_check_in=None, running_since=TODAY, cadence_days=7) == date(2026, 3, 8)


class TestDivergence:
    def stuck(self, *values, declared=Status.ON_TRACK):
        """Readings a week apart, the last one today."""
        count = len(values)
        readings = [
            Reading(TODAY - timedelta(days=7 * (count - 1 - index)), Decimal(value))
            for index, value in enumerate(values)
        ]
        return diverges(declared=declared, computed_readings=readings, today=TODAY)

    def test_declared_on_track_while_nothing_has_moved_for_28_days(self):
        assert self.stuck(10, 10, 10, 10, 10)

    def test_27_days_are_not_yet_enough(self):
        assert not self.stuck(10, 10, 10, 10)

    def test_a_move_inside_the_28_days_is_a_move(self):
        assert not self.stuck(10, 10, 10, 11, 11)

    def test_an_older_move_does_not_help(self):
        assert self.stuck(3, 10, 10, 10, 10, 10)

    def test_a_stuck_key_result_that_is_declared_at_risk_does_not_diverge(self):
        assert not self.stuck(10, 10, 10, 10, 10, declared=Status.AT_RISK)
        assert not self.stuck(10, 10, 10, 10, 10, declared=None)


@given(st.lists(statuses, min_size=1))
def test_the_worst_status_is_among_the_given_and_none_is_worse(given_statuses):
    found = worst(given_statuses)
    assert found in given_statuses
    assert all(WORST_FIRST.index(found) <= WORST_FIRST.index(other) for other in given_statuses)


def test_every_status_has_a_place_in_the_order():
    assert sorted(WORST_FIRST) == sorted(Status)
    assert worst([]) is Status.NO_DATA
