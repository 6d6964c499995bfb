"""Where subjects are heading: histories on a grid, and what is read off their futures."""

from datetime import date, timedelta

import numpy as np
import pytest

from forecasts.core.ahead.fan import Drawn, fan_chart
from forecasts.core.ahead.goal import Goal
from forecasts.core.ahead.grid import Grid
from forecasts.core.ahead.heading import Heading, heading
from forecasts.core.ahead.known import Kind, Known, Stated, from_levels, from_totals, level_on
from forecasts.core.ahead.stored import chart_from
from forecasts.core.ahead.words import chance_words, finding, writer
from forecasts.core.errors import CannotForecast
from forecasts.core.series.target import OutlookStatus

TODAY = date(2026, 11, 22)
QUARTER = {"starts_on": date(2026, 10, 1), "ends_on": date(2027, 1, 1)}
WEEKS = Grid(TODAY)


def headed(known: Known, kind: Kind = Kind.FLOW, **goal) -> Heading:
    return heading(known, Goal(kind, **QUARTER, **goal), today=TODAY, year_ends_on=date(2027, 1, 1), seed=1)


def steady(*, so_far: float = 700.0) -> Known:
    return Known(WEEKS, np.random.default_rng(2).normal(100, 10, 104), so_far=so_far)


class TestHistories:
    def test_totals_since_the_cycle_began_become_what_came_in_each_step(self):
        cycles = [
            (date(2026, 7, 1), [Stated(date(2026, 7, 14), 28.0), Stated(date(2026, 7, 28), 70.0)]),
            (date(2026, 10, 1), [Stated(date(2026, 10, 14), 14.0)]),
        ]

        known = from_totals(cycles)

        assert known is not None
        assert known.so_far == 14.0
        assert known.values[-1] == 14.0
        assert np.nansum(known.values) == pytest.approx(70 + 14, rel=0.1)
        assert known.points < known.values.size  # nobody said anything of August and September

    def test_a_running_cycle_without_a_check_in_has_nothing_so_far(self):
        known = from_totals([(date(2026, 7, 1), [Stated(date(2026, 7, 14), 28.0)]), (date(2026, 10, 1), [])])

        assert known is not None
        assert known.so_far == 0.0

    def test_levels_fall_into_steps_as_long_as_the_time_between_them(self):
        known = from_levels([Stated(date(2026, 9, 1) + timedelta(days=14 * step), 20.0 + step) for step in range(6)])

        assert known is not None
        assert list(known.values) == [20, 21, 22, 23, 24, 25]
        assert known.grid.days == 14
        assert known.span == (date(2026, 8, 19), date(2026, 11, 10))

    def test_quarterly_waves_on_a_weekly_grid_are_read_as_waves(self):
        values = np.full(104, np.nan)
        values[[12, 25, 38, 51, 64, 77, 90, 103]] = range(30, 38)

        known = level_on(WEEKS, values)

        assert known.grid.days == 91
        assert known.points == 8

    def test_a_level_that_nobody_knows_is_refused_like_any_history_without_points(self):
        with pytest.raises(CannotForecast, match="0 known points"):
            headed(level_on(WEEKS, np.full(24, np.nan)), Kind.LEVEL)

    def test_months_are_counted_in_parts_of_their_own_length(self):
        grid = Grid(date(2026, 2, 1), 0)

        assert grid.steps_until(date(2026, 2, 15)) == 0.5
        assert grid.start(-2) == date(2025, 12, 1)


class TestHeading:
    def test_a_steady_flow_ends_near_its_sum_and_rates_say_what_is_missing(self):
        found = headed(steady(), at_least=1300.0)

        assert found.end.low < 700 + 100 * 40 / 7 < found.end.high
        assert found.needed_rate == pytest.approx(105)
        assert found.forecast_rate == pytest.approx(100, rel=0.05)
        assert found.status is OutlookStatus.OFF_TRACK
        assert [one.name for one in found.columns] == ["30 days"]
        assert found.past[-1] == (TODAY, 700.0)
        assert found.fan[-1].until == QUARTER["ends_on"]

    @pytest.mark.parametrize(("target", "chance"), [(900.0, 1.0), (2000.0, 0.0)])
    def test_a_target_far_away_has_no_chance_and_a_near_one_every(self, target, chance):
        assert headed(steady(), at_least=target).chance == chance

    def test_for_at_most_the_futures_below_count(self):
        assert headed(steady(), at_most=2000.0).chance == 1.0

    def test_without_a_target_there_is_a_range_and_no_chance(self):
        found = headed(steady())

        assert (found.chance, found.status, found.needed_rate) == (None, None, None)

    def test_a_ratio_counts_what_its_window_already_holds(self):
        rng = np.random.default_rng(3)
        closed = rng.poisson(20, 104).astype(float)
        won = rng.binomial(closed.astype(int), 0.25).astype(float)
        known = Known(WEEKS, won / closed, won, closed, parts_so_far=(10.0, 200.0))

        found = headed(known, Kind.RATIO, at_least=20.0, scale=100.0, whole=100.0)

        assert found.end.median < 17  # ten of two hundred so far weigh on the rest
        assert found.needed_rate > found.forecast_rate > 20

    def test_a_share_that_was_never_more_than_all_stays_below(self):
        known = Known(WEEKS, np.clip(np.random.default_rng(4).normal(97, 3, 60), 80, 100), so_far=97.0)

        found = headed(known, Kind.LEVEL, whole=100.0)

        assert max(found.ends) == 100.0

    def test_the_same_seed_draws_the_same_futures(self):
        assert headed(steady(), at_least=1300.0) == headed(steady(), at_least=1300.0)


class TestRefusals:
    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            (np.full(5, 5.0), "6 steps ahead, and only 5 are known"),
            (np.zeros(30), "All 30 points are zero"),
            (np.full(3, 5.0), "has 3 known points; a forecast needs at least 5"),
            (np.r_[5.0, np.full(30, np.nan), np.full(20, 5.0)], "are missing"),
        ],
    )
    def test_too_little_history_is_a_sentence_and_no_number(self, values, sentence):
        with pytest.raises(CannotForecast, match=sentence):
            headed(Known(WEEKS, values), at_least=1.0)

    def test_a_window_that_is_over_has_nothing_left_to_forecast(self):
        with pytest.raises(CannotForecast, match="nothing is left"):
            headed(Known(Grid(date(2027, 1, 1)), np.full(30, 5.0)), at_least=1.0)


class TestWords:
    def test_no_chance_is_told_as_certain(self):
        assert chance_words(1.0).startswith(">")
        assert chance_words(0.0).startswith("<")
        assert chance_words(None) == "–"

    def test_the_drawing_comes_back_as_it_was_stored(self):
        found = headed(steady(), at_least=1300.0)
        write = writer("leads")
        told = finding(found, write=write, target=1300.0, ends_on=QUARTER["ends_on"])
        drawn = Drawn(told, "weeks", "how to read it", write, 1300.0, QUARTER["ends_on"], " leads")

        chart = fan_chart(found, drawn)

        assert chart_from(chart.as_json()).as_json() == chart.as_json()
        assert "31 Dec 2026" in chart.finding
        assert len(chart.twin.rows) == len(found.past) + len(found.fan)
