import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.core.arrays import Interval
from forecasts.core.errors import CannotForecast
from forecasts.core.series.backtest import backtest
from forecasts.core.series.outlook import outlook
from forecasts.core.series.paths import Basis
from forecasts.core.series.season import find_season
from forecasts.core.series.totals import Totals, shortfall
from tests.forecasts.worlds import weekly


class TestWhichMethodTheDataAllow:
    def test_four_points_are_refused_with_what_would_help(self):
        with pytest.raises(CannotForecast, match=r"4 known points; .* at least 5\. Record 1 more"):
            outlook(np.array([10.0, 11, 12, 13]), horizon=4)

    def test_all_zeros_are_refused_and_not_forecast_as_zero(self):
        with pytest.raises(CannotForecast, match="All 12 points are zero"):
            outlook(np.zeros(12), horizon=4)

    def test_a_series_full_of_gaps_is_refused(self):
        with pytest.raises(CannotForecast, match=r"45\u202f% of the points .* are missing"):
            outlook(np.array([1.5, 2, np.nan, np.nan, 3, np.nan, 4, np.nan, np.nan, 5, 6]), horizon=4)

    def test_a_horizon_without_steps_is_refused(self):
        with pytest.raises(CannotForecast, match="no steps"):
            outlook(np.arange(20.0), horizon=0)

    def test_five_to_seven_points_give_naive_paths(self):
        assert outlook(np.array([103.5, 110, 98, 105, 101]), horizon=4).basis is Basis.NAIVE

    def test_whole_numbers_below_twenty_a_step_are_counts(self):
        paths = outlook(np.array([3.0, 5, 2, 4, 6, 3, 4, 5, 2, 3]), horizon=6)

        assert paths.basis is Basis.COUNTS
        assert (paths.values == np.round(paths.values)).all()
        assert paths.values.min() >= 0

    def test_large_values_are_smoothed(self):
        assert outlook(weekly("noise", weeks=30, seed=1), horizon=6).basis is Basis.SMOOTHING

    def test_unknown_points_at_the_end_widen_the_range(self):
        known = weekly("wandering", weeks=40, seed=3)
        stale = np.concatenate([known[:-6], np.full(6, np.nan)])

        fresh, late = (Interval.of(outlook(one, horizon=1).total()) for one in (known, stale))

        assert late.high - late.low > 0.8 * (fresh.high - fresh.low)
        assert np.isfinite([late.low, late.high]).all()


class TestPaths:
    def test_a_constant_series_stays_where_it_is(self):
        total = Interval.of(outlook(np.full(20, 50.5), horizon=4).total())

        assert total.low == pytest.approx(202, rel=1e-3)
        assert total.high == pytest.approx(202, rel=1e-3)

    def test_the_same_seed_gives_the_same_digits_and_another_gives_others(self):
        values = weekly("trend", weeks=40, seed=2)

        assert (outlook(values, horizon=5, seed=7).values == outlook(values, horizon=5, seed=7).values).all()
        assert (outlook(values, horizon=5, seed=7).values != outlook(values, horizon=5, seed=8).values).any()

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 1e6))
    def test_a_change_of_currency_changes_nothing_but_the_unit(self, seed, factor):
        values = weekly("wandering", weeks=30, seed=seed)

        scaled = outlook(values * factor, horizon=4, counts=False, seed=1).total() / factor

        assert scaled == pytest.approx(outlook(values, horizon=4, counts=False, seed=1).total(), rel=1e-6)

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.floats(0, 1e9), min_size=8, max_size=40))
    def test_a_series_that_was_never_negative_stays_so(self, values):
        try:
            paths = outlook(np.array(values), horizon=6, counts=False)
        except CannotForecast:
            assert not np.any(values)
        else:
            assert paths.values.min() >= 0
            assert np.isfinite(paths.values).all()

    def test_a_negative_series_may_stay_negative(self):
        assert np.median(outlook(-weekly("noise", weeks=30, seed=4), horizon=3).values) < -80


class TestSeason:
    def test_there_is_none_before_two_full_cycles(self):
        assert find_season(weekly("season", weeks=103, seed=1), length=52) is None
        assert find_season(weekly("season", weeks=104, seed=1), length=52) is not None

    def test_noise_is_not_read_as_a_season(self):
        kept = [find_season(weekly("noise", weeks=120, seed=seed), length=52) for seed in range(20)]
        swings = [np.ptp(season.factors) for season in kept if season is not None]

        assert len(swings) <= 12
        assert max(swings, default=0) < 0.12

    def test_a_strong_season_is_found_nearly_whole(self):
        season = find_season(weekly("season", weeks=156, seed=5), length=52)

        assert season is not None
        assert np.ptp(season.factors) == pytest.approx(0.6, abs=0.15)

    def test_it_lowers_the_error_on_a_seasonal_series(self):
        series = [weekly("season", weeks=156, seed=seed) for seed in range(6)]
        with_season, without = (
            backtest(series, horizon=13, season_length=length, shortest=117, every=13) for length in (52, 0)
        )

        assert with_season.mase < 0.7 * without.mase


class TestCoverage:
    """The target of the design: the 80 % range of the quarter's total holds 70 to 92 % of the time."""

    @pytest.mark.parametrize("kind", ["noise", "trend", "wandering"])
    @pytest.mark.parametrize("weeks", [16, 39, 78])
    def test_eighty_percent_ranges_hold_about_as_often_as_they_claim(self, kind, weeks):
        series = [weekly(kind, weeks=weeks + 13, seed=seed) for seed in range(120)]

        found = backtest(series, horizon=13, shortest=weeks)

        assert found.forecasts == 120
        assert 0.70 <= found.coverage <= 0.98

    def test_linear_pace_promises_more_than_it_holds(self):
        found = backtest([weekly("wandering", weeks=52, seed=seed) for seed in range(120)], horizon=13, shortest=39)

        assert found.pace_coverage < 0.6 < found.coverage
        assert found.mase < found.pace_mase

    @pytest.mark.parametrize("kind", ["noise", "trend"])
    def test_it_beats_the_last_value_where_there_is_anything_to_learn(self, kind):
        found = backtest([weekly(kind, weeks=52, seed=seed) for seed in range(60)], horizon=13, shortest=39)

        assert found.mase < 0.9 * found.naive_mase

    def test_small_counts_hold_too(self):
        rng = np.random.default_rng(0)
        rates = rng.uniform(0.5, 15, 150)
        series = [rng.poisson(rate, 26 + 8).astype(float) for rate in rates]
        held = []
        for seed, values in enumerate(series):
            if values[:26].any():
                band = Interval.of(outlook(values[:26], horizon=8, seed=seed).total())
                held.append(band.holds(values[26:].sum()))

        assert 0.72 <= np.mean(held) <= 0.95


class TestShortfall:
    """Paths spread as far as past totals came off."""

    GRID = (np.array([0.1]), np.array([0.0]), np.array([0.0]))

    def short(self, factor, *, totals):
        """Totals of four steps that came off `factor` times as far as one shock each says."""
        residuals = np.ones((1, 40))
        promised = np.square(np.array([1.0, 1.1, 1.2, 1.3])).sum()
        errors = np.full((1, 4 * totals), factor * np.sqrt(promised))
        return shortfall(Totals(errors, np.full(4 * totals, True), 4), residuals, np.ones(1), self.GRID)

    def test_it_goes_from_what_is_believed_to_what_was_measured(self):
        assert shortfall(None, np.ones((1, 5)), np.ones(1), self.GRID) == 1
        assert self.short(3.0, totals=2) == pytest.approx(np.sqrt((1.3 + 2 * 9) / 3))
        assert self.short(3.0, totals=10_000) == pytest.approx(3.0, rel=1e-3)

    def test_it_never_narrows_a_range(self):
        assert self.short(0.2, totals=50) == 1

    def test_a_year_that_was_never_seen_before_is_not_promised_too_narrowly(self):
        found = backtest([weekly("season", weeks=52, seed=seed) for seed in range(60)], horizon=13, shortest=39)

        assert 0.7 <= found.coverage <= 0.92
