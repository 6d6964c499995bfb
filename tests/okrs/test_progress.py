from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okrs.core.progress import (
    Band,
    ChecklistItem,
    NoDistance,
    PeriodRule,
    band_progress,
    checklist_progress,
    clamp,
    closeness,
    progress,
)

numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)
shares = st.floats(min_value=0, max_value=1)


class TestFromBaselineToTarget:
    def test_an_increase_from_20_to_40_is_at_40_percent_with_28(self):
        assert progress(baseline=20, target=40, current=28) == 0.4

    def test_a_decrease_from_50_to_10_is_at_50_percent_with_30(self):
        assert progress(baseline=50, target=10, current=30) == 0.5

    def test_money_in_decimals_is_understood(self):
        assert progress(baseline=Decimal(0), target=Decimal(5000), current=Decimal(3120)) == 0.624

    def test_no_value_yet_is_no_data_and_not_zero(self):
        assert progress(baseline=0, target=10, current=None) is None

    def test_raw_progress_shows_falling_back_and_overshooting(self):
        assert progress(baseline=10, target=20, current=5) == -0.5
        assert progress(baseline=10, target=20, current=30) == 2.0

    def test_equal_baseline_and_target_are_refused_in_words(self):
        with pytest.raises(NoDistance, match="Give them different values"):
            progress(baseline=5, target=5, current=5)

    @given(baseline=numbers, target=numbers, share=shares)
    def test_the_value_at_a_share_of_the_way_has_that_progress(self, baseline, target, share):
        assume(abs(target - baseline) > 1e-3)
        current = baseline + share * (target - baseline)
        assert progress(baseline=baseline, target=target, current=current) == pytest.approx(share, abs=1e-6)

    @given(baseline=st.integers(-1000, 1000), target=st.integers(-1000, 1000), current=st.integers(-1000, 1000))
    def test_mirroring_all_values_changes_nothing(self, baseline, target, current):
        assume(baseline != target)
        mirrored = progress(baseline=-baseline, target=-target, current=-current)
        assert progress(baseline=baseline, target=target, current=current) == mirrored


class TestBands:
    def test_both_edges_are_inside(self):
        band = Band(low=10, high=20)
        assert closeness(band, 10) == closeness(band, 20) == 1.0

    def test_half_the_tolerated_distance_is_half(self):
        assert closeness(Band(low=90, worst_low=80), 85) == 0.5
        assert closeness(Band(high=5, worst_high=9), 6) == 0.75

    def test_without_a_tolerated_worst_anything_outside_is_nothing(self):
        assert closeness(Band(low=90), 89.9) == 0.0

    def test_several_periods_count_by_the_share_inside(self):
        assert band_progress(Band(low=90, worst_low=0), [95, 89, 91, 92]) == 0.75

    def test_the_last_period_counts_alone_when_asked_for(self):
        assert band_progress(Band(low=90, worst_low=80), [95, 85], rule=PeriodRule.LAST) == 0.5

    def test_a_single_period_counts_by_its_closeness(self):
        assert band_progress(Band(low=90, worst_low=80), [85]) == 0.5

    def test_no_periods_are_no_data(self):
        assert band_progress(Band(low=90), []) is None

    @given(low=st.integers(-100, 100), width=st.integers(0, 50), slack=st.integers(1, 50), value=st.integers(-300, 300))
    def test_closeness_stays_between_0_and_1_and_is_1_only_inside(self, low, width, slack, value):
        band = Band(low=low, high=low + width, worst_low=low - slack, worst_high=low + width + slack)
        found = closeness(band, value)
        assert 0 <= found <= 1
        assert (found == 1) == (low <= value <= low + width)

    @given(slack=st.integers(1, 50), near=st.integers(0, 100), further=st.integers(0, 100))
    def test_further_outside_is_never_better(self, slack, near, further):
        band = Band(high=10, worst_high=10 + slack)
        assert closeness(band, 10 + near + further) <= closeness(band, 10 + near)


class TestChecklists:
    def test_weights_decide(self):
        assert checklist_progress([ChecklistItem(3, True), ChecklistItem(1, False)]) == 0.75

    def test_all_zero_weights_count_items(self):
        items = [ChecklistItem(0, True), ChecklistItem(0, False), ChecklistItem(0, False), ChecklistItem(0, False)]
        assert checklist_progress(items) == 0.25

    def test_an_empty_list_is_no_data(self):
        assert checklist_progress([]) is None


@given(numbers)
def test_clamping_keeps_values_between_0_and_1_and_leaves_those_alone(value):
    assert 0 <= clamp(value) <= 1
    assert clamp(value) == value or not 0 <= value <= 1
