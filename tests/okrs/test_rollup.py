from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrs.core.rollup import Amounts, Part, implied_weights, roll_up, total
from okrs.core.status import Status

parts = st.builds(
    Part,
    weight=st.floats(0, 100),
    progress=st.none() | st.floats(-2, 3),
    status=st.sampled_from(Status),
    contributing=st.booleans(),
)


def part(progress, *, weight=1.0, status=Status.ON_TRACK, contributing=True):
    return Part(weight, progress, status, contributing)


class TestMean:
    def test_100_0_0_with_equal_weights_is_a_third(self):
        assert roll_up([part(1.0), part(0.0), part(0.0)]).progress == pytest.approx(1 / 3, abs=1e-12)

    def test_overshooting_does_not_make_up_for_others(self):
        assert roll_up([part(3.0), part(-1.0)]).progress == 0.5

    def test_a_part_without_data_is_left_out_and_told(self):
        rolled = roll_up([part(0.8), part(None)])
        assert (rolled.progress, rolled.with_data, rolled.counted) == (0.8, 1, 2)

    def test_a_weight_of_zero_is_allowed(self):
        assert roll_up([part(1.0, weight=0), part(0.2, weight=3)]).progress == pytest.approx(0.2)

    def test_all_weights_zero_is_the_plain_mean(self):
        assert roll_up([part(1.0, weight=0), part(0.5, weight=0)]).progress == 0.75

    def test_nothing_known_is_no_data(self):
        assert roll_up([part(None), part(None)]).progress is None
        assert roll_up([]).progress is None

    def test_supporting_and_dropped_parts_do_not_count(self):
        rolled = roll_up([part(0.4), part(1.0, contributing=False), part(0.0, status=Status.DROPPED)])
        assert (rolled.progress, rolled.counted) == (0.4, 1)

    @given(st.lists(parts))
    def test_the_mean_stays_between_0_and_1(self, some):
        found = roll_up(some).progress
        assert found is None or 0 <= found <= 1

    @given(st.lists(parts), st.randoms())
    def test_the_order_of_parts_does_not_matter(self, some, random):
        assert roll_up(some) == roll_up(random.sample(some, len(some)))

    @given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1)), min_size=1), st.integers(1, 9))
    def test_the_scale_of_weights_does_not_matter(self, weighted, factor):
        plain = roll_up([part(value, weight=weight) for weight, value in weighted]).progress
        scaled = roll_up([part(value, weight=weight * factor) for weight, value in weighted]).progress
        assert plain == pytest.approx(scaled, abs=1e-9)

    @given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 1)), min_size=1), st.floats(0, 1))
    def test_raising_one_part_never_lowers_the_whole(self, weighted, gain):
        before = [part(value, weight=weight) for weight, value in weighted]
        after = [part(min(1.0, weighted[0][1] + gain), weight=weighted[0][0]), *before[1:]]
        assert roll_up(after).progress >= roll_up(before).progress - 1e-9


class TestStatus:
    def test_an_objective_is_as_good_as_its_worst_weighing_key_result(self):
        rolled = roll_up([part(1.0), part(0.2, status=Status.OFF_TRACK), part(0.9, status=Status.AT_RISK)])
        assert rolled.status is Status.OFF_TRACK

    def test_a_key_result_of_weight_zero_does_not_decide(self):
        assert roll_up([part(1.0), part(0.0, weight=0, status=Status.OFF_TRACK)]).status is Status.ON_TRACK

    def test_when_all_weigh_nothing_they_all_decide(self):
        parts = [part(1.0, weight=0), part(0.0, weight=0, status=Status.OFF_TRACK)]
        assert roll_up(parts).status is Status.OFF_TRACK

    def test_an_outdated_part_keeps_the_whole_from_being_green(self):
        assert roll_up([part(1.0), part(0.9, status=Status.OUTDATED)]).status is Status.OUTDATED

    def test_an_objective_without_key_results_has_no_data(self):
        assert roll_up([]).status is Status.NO_DATA


class TestSum:
    amounts = [
        Amounts(Decimal(0), Decimal(100_000), Decimal(50_000)),
        Amounts(Decimal(0), Decimal(20_000), Decimal(20_000)),
        Amounts(Decimal(0), Decimal(1_000), Decimal(500)),
    ]

    def test_targets_of_100k_20k_and_1k_imply_their_weights(self):
        assert [round(100 * weight, 1) for weight in implied_weights(self.amounts)] == [82.6, 16.5, 0.8]

    def test_currents_and_targets_add_up(self):
        found = total(self.amounts)
        assert (found.current, found.target, found.missing) == (Decimal(70_500), Decimal(121_000), 0)
        assert found.progress == pytest.approx(0.582645, abs=1e-6)

    def test_a_part_without_data_counts_at_its_baseline_and_is_told(self):
        found = total([Amounts(Decimal(10), Decimal(20), None), Amounts(Decimal(0), Decimal(10), Decimal(5))])
        assert (found.current, found.missing) == (Decimal(15), 1)
        assert found.progress == 0.25

    def test_nothing_known_is_no_data(self):
        found = total([Amounts(Decimal(0), Decimal(20), None)])
        assert found.current is None
        assert found.progress is None

    def test_a_sum_without_distance_has_no_progress(self):
        assert total([]).progress is None

    @given(st.lists(st.tuples(st.integers(1, 10_000), st.floats(0, 1)), min_size=1))
    def test_the_summed_progress_is_the_mean_under_implied_weights(self, pairs):
        amounts = [
            Amounts(Decimal(0), Decimal(target), (Decimal(target) * Decimal(share)).quantize(Decimal("0.0001")))
            for target, share in pairs
        ]
        weights = implied_weights(amounts)
        weighted = sum(
            weight * float(part.current / part.target) for weight, part in zip(weights, amounts, strict=True)
        )
        assert sum(weights) == pytest.approx(1)
        assert total(amounts).progress == pytest.approx(weighted, abs=1e-9)
