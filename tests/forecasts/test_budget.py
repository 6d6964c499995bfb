from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.core.budget.advice import advise, evaluate
from forecasts.core.budget.cents import to_cents
from forecasts.core.budget.curves import Curves, Shape
from forecasts.core.budget.horizon import Horizon, assumption, counted, multipliers
from forecasts.core.budget.optimise import best_plan
from forecasts.core.budget.request import PlanRequest, Scenario
from forecasts.core.errors import CannotForecast
from tests.forecasts.worlds import hill_curves

CURVES = hill_curves()
ANY = PlanRequest(change=1.0)


def power_curves(*, tops, spend, elasticity=0.5, value=1.0):
    """Certain curves top · (s / 100)^elasticity, whose best split is known: shares as top^(1 / (1 − elasticity))."""
    count = len(tops)
    return Curves(
        tuple("ABCD"[:count]), Shape.POWER, np.tile(np.array(tops, float), (20, 1)), np.full((20, count), 100.0),
        np.full((20, count), elasticity), np.array(spend, float), np.full(count, 1e6), np.full(count, value),
    )  # fmt: skip


class TestKnownAnswers:
    def test_two_square_roots_share_the_budget_as_the_squares_of_their_tops(self):
        curves = power_curves(tops=[100, 200], spend=[500, 500])

        assert best_plan(curves, ANY) == pytest.approx([200, 800], rel=1e-3)

    def test_marginal_roi_is_reached_where_the_next_unit_earns_it(self):
        curves = power_curves(tops=[100, 200], spend=[50, 200])
        plan = best_plan(curves, PlanRequest(scenario=Scenario.MARGINAL_ROI, hurdle=0.5, change=5.0))

        assert curves.marginal(plan)[0] == pytest.approx([1.5, 1.5], rel=1e-2)

    def test_total_roi_is_just_met_when_spend_may_grow(self):
        curves = power_curves(tops=[100, 200], spend=[50, 200])
        plan = best_plan(curves, PlanRequest(scenario=Scenario.TOTAL_ROI, hurdle=0.2, change=50.0))

        assert curves.worth(plan)[0].sum() / plan.sum() == pytest.approx(1.2, rel=1e-3)

    def test_the_slope_is_that_of_the_worth(self):
        plan = CURVES.current * 1.1
        step = np.array([1e-3, 0, 0, 0])
        slope = (CURVES.worth(plan + step) - CURVES.worth(plan - step)).sum(axis=1) / 2e-3

        assert CURVES.periods * CURVES.marginal(plan)[:, 0] == pytest.approx(slope, rel=1e-5)


class TestLimits:
    def test_channels_move_by_a_quarter_at_most(self):
        plan = best_plan(CURVES, PlanRequest())

        assert (plan <= 1.25 * CURVES.current + 0.01).all()
        assert (plan >= 0.75 * CURVES.current - 0.01).all()
        assert plan.sum() == pytest.approx(CURVES.current.sum())

    def test_nothing_goes_beyond_what_was_ever_seen(self):
        curves = replace(CURVES, largest=CURVES.current / 1.2 * 1.05)

        plan = best_plan(curves, PlanRequest(change=0.5))

        assert (plan <= 1.05 * curves.current + 0.01).all()

    def test_a_locked_channel_stays_to_the_cent(self):
        advice = advise(CURVES, PlanRequest(locked=frozenset({"B"})))

        move = advice.moves[1]
        assert move.now == move.then
        assert move.bound == "locked"

    def test_a_minimum_buy_is_kept_or_left_whole(self):
        for minimum in (0.2, 0.9, 1.6):
            amount = minimum * float(CURVES.current[2])
            plan = best_plan(CURVES, PlanRequest(change=1.0, minimum_buys={"C": amount}))

            assert plan[2] == pytest.approx(0, abs=0.01) or plan[2] >= amount - 0.01

    def test_the_brand_floor_is_kept_and_its_price_is_shown(self):
        free = best_plan(CURVES, ANY)
        share = float(free[0] / free.sum())
        floor = share + 0.01

        advice = advise(CURVES, PlanRequest(change=1.0, brand=frozenset({"A"}), brand_floor=floor))
        cents = [move.then for move in advice.moves]

        assert cents[0] >= floor * sum(cents) - 1
        assert advice.brand_floor_price is not None
        assert advice.brand_floor_price > 0

    @settings(max_examples=12, deadline=None)
    @given(seed=st.integers(0, 500), budget=st.floats(0.85, 1.15))
    def test_the_parts_add_up_to_the_budget_to_the_cent(self, seed, budget):
        curves = hill_curves(seed=seed, draws=30)
        total = round(float(curves.current.sum()) * budget, 2)

        advice = advise(curves, PlanRequest(budget=total))

        assert sum(move.then for move in advice.moves) == round(total * 100)

    @settings(max_examples=12, deadline=None)
    @given(seed=st.integers(0, 500))
    def test_the_best_plan_is_never_worse_than_todays(self, seed):
        curves = hill_curves(seed=seed, draws=30)

        plan = best_plan(curves, PlanRequest())

        assert curves.worth(plan).sum(axis=1).mean() >= curves.worth(curves.current).sum(axis=1).mean() - 1e-6


class TestGoalsThatCannotBeMet:
    @pytest.mark.parametrize(
        ("request_", "words"),
        [
            (PlanRequest(budget=1.0), "below the .* that the bounds and locks already take"),
            (PlanRequest(budget=1e9), "above the .* that the bounds allow"),
            (PlanRequest(locked=frozenset({"radio"})), "no channel radio among the curves"),
            (PlanRequest(minimum_buys={"A": 1e9}), "minimum buy of 1,000,000,000.00 for A is above"),
            (PlanRequest(brand_floor=0.3), "no channel is marked as brand"),
            (PlanRequest(brand=frozenset({"A"}), brand_floor=0.99), "brand floor of 99% cannot be met"),
            (PlanRequest(scenario=Scenario.TOTAL_ROI, hurdle=1e6), "No plan within the bounds reaches a total ROI"),
        ],
    )
    def test_the_reason_is_a_sentence(self, request_, words):
        with pytest.raises(CannotForecast, match=words):
            advise(CURVES, request_)

    def test_without_spend_there_is_nothing_to_move(self):
        with pytest.raises(CannotForecast, match="nothing to move"):
            advise(replace(CURVES, current=np.zeros(4)), PlanRequest())


class TestAdvice:
    def test_a_likely_gain_says_move(self):
        curves = power_curves(tops=[100, 200], spend=[500, 500])

        advice = advise(curves, ANY)

        assert not advice.keep
        assert advice.chance_of_gain == 1
        assert advice.sentence.startswith("Move: expected gain")

    def test_a_gain_below_one_percent_says_keep_the_plan(self):
        curves = power_curves(tops=[100, 200], spend=[201, 799])

        advice = advise(curves, ANY)

        assert advice.keep
        assert "the gain is below 1%" in advice.sentence

    def test_an_unlikely_gain_says_keep_the_plan(self):
        advice = advise(hill_curves(seed=2, doubt=1.5), PlanRequest())

        assert advice.chance_of_gain < 0.8
        assert advice.keep
        assert "not likely enough" in advice.sentence

    def test_the_users_own_plan_gets_the_same_interval(self):
        best = advise(CURVES, PlanRequest())

        own = evaluate(CURVES, {move.channel: move.then / 100 for move in best.moves})

        assert own.gain.median == pytest.approx(best.gain.median)
        assert [move.then for move in own.moves] == [move.then for move in best.moves]

    def test_a_plan_may_not_name_unknown_channels_or_spend_less_than_nothing(self):
        with pytest.raises(CannotForecast, match="no curve for radio"):
            evaluate(CURVES, {"radio": 5.0})
        with pytest.raises(CannotForecast, match="less than nothing"):
            evaluate(CURVES, {"A": -5.0})

    def test_the_price_of_a_bound_is_what_the_next_unit_there_brings_beyond_the_free_channels(self):
        curves = power_curves(tops=[100, 200, 400], spend=[500, 500, 500])
        advice = advise(curves, PlanRequest(change=0.5))

        lowest, free, highest = advice.moves

        assert (lowest.bound, free.bound, highest.bound) == ("lowest", None, "highest")
        assert highest.price == pytest.approx(highest.next_unit.median - free.next_unit.median)
        assert highest.price > 0 > lowest.price

    def test_cautious_plans_have_the_better_bad_case(self):
        risky = hill_curves(seed=9, doubt=0.6)
        plain, cautious = (best_plan(risky, PlanRequest(change=0.9, cautious=flag)) for flag in (False, True))

        def bad_case(plan):
            return np.quantile(risky.worth(plan).sum(axis=1), 0.2)

        assert bad_case(cautious) >= bad_case(plain)

    def test_a_heavier_objective_draws_money_and_the_gain_stays_money(self):
        plain, heavy = (advise(CURVES, PlanRequest(weights=weights)) for weights in ({}, {"C": 5.0}))

        assert heavy.moves[2].then > plain.moves[2].then
        assert plain.weighed_gain is None
        assert heavy.gain.median <= plain.gain.median
        assert heavy.weighed_gain.median > heavy.gain.median
        assert heavy.chance_of_gain >= 0.8


class TestHorizon:
    def test_half_of_the_later_effect_has_arrived_after_a_year(self):
        assert counted(Horizon.YEAR) == 0.5
        assert counted(Horizon.THREE_YEARS) == 0.875

    def test_the_assumption_is_said_in_words(self):
        assert "no later brand effect is assumed" in assumption({}, Horizon.QUARTER)
        assert "tv × 2" in assumption({"tv": 2.0}, Horizon.THREE_YEARS)

    def test_the_factor_grows_with_the_horizon(self):
        factors = [multipliers(["tv", "search"], {"tv": 2.0}, horizon) for horizon in Horizon]

        assert [one[0] for one in factors] == sorted(one[0] for one in factors)
        assert {one[1] for one in factors} == {1.0}


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=12))
def test_cents_sum_to_the_plan(plan):
    assert int(to_cents(np.array(plan)).sum()) == round(100 * sum(plan))
