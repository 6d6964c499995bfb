import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.core.arrays import Interval, quantiles
from forecasts.core.errors import CannotForecast
from forecasts.core.series.paths import Basis, Paths
from forecasts.core.series.ratio import ratio_outlook
from forecasts.core.series.target import Measure, OutlookStatus, status_of, target_outlook, value_at

FOUR = Paths(np.array([[1.0, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]]), Basis.SMOOTHING, "four paths")


class TestRatio:
    def test_a_share_of_counts_stays_between_none_and_all(self):
        rng = np.random.default_rng(1)
        closed = rng.poisson(12, 30).astype(float)
        won = rng.binomial(closed.astype(int), 0.25).astype(float)

        paths = ratio_outlook(won, closed, horizon=13)
        overall = paths.overall()

        assert (paths.numerator <= paths.denominator).all()
        assert np.median(overall) == pytest.approx(won.sum() / closed.sum(), abs=0.06)

    def test_it_is_sum_over_sum_with_what_the_window_already_holds(self):
        paths = ratio_outlook(np.full(10, 50.0), np.full(10, 100.5), horizon=2, paths=10)

        overall = paths.overall(numerator_so_far=100.0, denominator_so_far=0.0)

        assert overall == pytest.approx(200 / 201, rel=1e-3)

    def test_a_path_without_a_denominator_has_no_ratio(self):
        paths = ratio_outlook(np.array([1.0, 0, 0, 0, 1, 0, 0, 0]), np.array([1.0, 0, 0, 1, 1, 0, 0, 0]), horizon=1)
        overall = paths.overall()

        assert np.isnan(overall).any()
        assert (overall[~np.isnan(overall)] <= 1).all()

    def test_both_parts_move_together(self):
        rng = np.random.default_rng(2)
        spend = 1000 * np.exp(rng.normal(0, 0.2, 60))
        paths = ratio_outlook(spend * 3, spend, horizon=4)

        assert np.ptp(paths.denominator.sum(axis=1)) > 500
        assert paths.overall() == pytest.approx(3, rel=1e-6)

    def test_parts_of_different_length_are_refused(self):
        with pytest.raises(CannotForecast, match="10 points and the denominator 9"):
            ratio_outlook(np.ones(10), np.ones(9), horizon=2)

    @settings(max_examples=20, deadline=None)
    @given(st.integers(0, 10_000), st.floats(0.05, 0.95))
    def test_coverage_never_needs_more_than_the_denominator(self, seed, share):
        rng = np.random.default_rng(seed)
        below = rng.poisson(6, 20).astype(float) + 1
        above = rng.binomial(below.astype(int), share).astype(float)
        above[0] = max(above[0], 1.0)

        paths = ratio_outlook(above, below, horizon=3, paths=200)

        assert (paths.numerator <= paths.denominator).all()


class TestTarget:
    def test_the_chance_is_the_share_of_paths_at_or_past_the_target(self):
        assert target_outlook(FOUR, measure=Measure.FLOW, target=9).chance == 0.5
        assert target_outlook(FOUR, measure=Measure.FLOW, target=9, so_far=3).chance == 0.75
        assert target_outlook(FOUR, measure=Measure.LEVEL, target=2, falling=True).chance == 0.5

    def test_the_needed_rate_is_what_is_left_over_the_steps_left(self):
        found = target_outlook(FOUR, measure=Measure.FLOW, target=21, so_far=6)

        assert found.needed_rate == 5
        assert found.forecast_rate == 2.5

    @pytest.mark.parametrize(
        ("chance", "status"),
        [
            (0.7, OutlookStatus.ON_TRACK),
            (0.699, OutlookStatus.AT_RISK),
            (0.3, OutlookStatus.AT_RISK),
            (0.299, OutlookStatus.OFF_TRACK),
        ],
    )
    def test_status_changes_at_seven_and_three_tenths(self, chance, status):
        assert status_of(chance) is status

    def test_a_day_between_two_steps_counts_its_part_of_the_step(self):
        found = [Interval.of(value_at(FOUR, steps, measure=Measure.FLOW)).median for steps in (1, 1.5, 3)]

        assert found == [2.5, 3.75, 7.5]

    def test_a_level_is_its_value_at_the_last_step_that_has_begun(self):
        climbing = Paths(np.array([[1.0, 2, 3]]), Basis.SMOOTHING, "one path")

        assert [float(value_at(climbing, steps, measure=Measure.LEVEL)[0]) for steps in (8 / 7, 3)] == [2, 3]

    def test_a_day_past_the_horizon_is_refused(self):
        with pytest.raises(CannotForecast, match="outside the 3 steps"):
            value_at(FOUR, 52, measure=Measure.FLOW)


def test_quantiles_are_those_of_numpy():
    draws = np.random.default_rng(1).normal(size=(40, 7))

    assert quantiles(draws, [0, 0.1, 0.5, 0.975, 1]) == pytest.approx(np.quantile(draws, [0, 0.1, 0.5, 0.975, 1]))
