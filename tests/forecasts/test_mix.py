from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.core.errors import CannotForecast
from forecasts.core.mix.data import LiftTest, refuse_unusable
from forecasts.core.mix.fit import fit_mix
from forecasts.core.mix.gates import check_gates, verdict
from forecasts.core.mix.media import LAGS, hill, lag_weights, lagged
from forecasts.core.mix.posterior import RoasPrior, posterior_of
from forecasts.core.mix.sampler import climb, gradient, sample
from tests.forecasts.worlds import media_world

WORLD = media_world(weeks=120, channels=3, seed=1)


class TestMedia:
    @given(st.floats(0.01, 0.99), st.integers(0, 6))
    def test_what_lingers_adds_up_to_what_was_spent(self, decay, peak):
        weights = lag_weights(np.array([[decay]]), [peak])[0, 0]

        assert weights.sum() == pytest.approx(1)
        assert int(np.argmax(weights)) == peak

    def test_geometric_adstock_by_hand(self):
        weights = lag_weights(np.array([[0.5]]), [0])[0, 0]

        assert weights[1] / weights[0] == pytest.approx(0.5)
        assert weights[3] / weights[0] == pytest.approx(0.125)

    def test_lagged_spend_starts_from_nothing(self):
        table = lagged(np.array([[1.0], [2], [3]]))

        assert table.shape == (1, LAGS, 3)
        assert table[0, 0].tolist() == [1, 2, 3]
        assert table[0, 2].tolist() == [0, 0, 1]

    def test_half_of_the_effect_is_reached_at_half_saturation(self):
        effect = hill(np.array([0.0, 5, 1e9]), np.array(5.0), np.array(1.7))

        assert effect.tolist() == [0, 0.5, pytest.approx(1)]


class TestPosterior:
    def test_the_marginal_likelihood_is_the_dense_normal_one(self):
        fitted = posterior_of(WORLD.data, prior=RoasPrior())
        batch = fitted.prior_mean + 0.1 * np.random.default_rng(0).standard_normal((3, fitted.size))
        sets = fitted.unpack(batch)
        left_over = (WORLD.data.outcome - fitted.middle - fitted.contributions(sets).sum(axis=0)) / fitted.spread
        dense = []
        for rest, noise in zip(left_over, (sets.noise / fitted.spread) ** 2, strict=True):
            covariance = fitted.linear.design @ fitted.linear.design.T + noise * np.eye(rest.size)
            dense.append(-0.5 * (np.linalg.slogdet(covariance)[1] + rest @ np.linalg.solve(covariance, rest)))
        prior = -0.5 * np.square((batch - fitted.prior_mean) / fitted.prior_sd).sum(axis=1)

        assert fitted.log_density(batch) == pytest.approx(np.array(dense) + prior, rel=1e-8)

    def test_contributions_are_return_times_spend(self):
        fitted = posterior_of(WORLD.data, prior=RoasPrior())
        sets = fitted.unpack(fitted.prior_mean[None])

        returned = fitted.contributions(sets).sum(axis=2)[:, 0] / WORLD.data.spend.sum(axis=0)

        assert returned == pytest.approx(1.0)

    def test_the_mode_is_a_top(self):
        fitted = posterior_of(WORLD.data, prior=RoasPrior())
        mode = climb(fitted.log_density, fitted.prior_mean[None])

        assert np.abs(gradient(fitted.log_density, mode)).max() < 0.5

    def test_the_ensemble_finds_the_moments_of_a_normal(self):
        spread = np.array([1.0, 3.0, 0.2])
        rng = np.random.default_rng(1)
        start = rng.standard_normal((40, 3)) * spread * 0.3

        drawn = sample(
            lambda at: -0.5 * np.square((at - 2) / spread).sum(axis=1), start=start, sweeps=1500, keep=4000, rng=rng
        ).draws

        assert drawn.mean(axis=0) == pytest.approx([2, 2, 2], abs=0.3)
        assert drawn.std(axis=0) == pytest.approx(spread, rel=0.1)


class TestKnownTruth:
    def test_ninety_percent_ranges_hold_the_return_that_made_the_data(self):
        held = []
        for seed in range(4):
            world = media_world(weeks=120, channels=3, seed=seed)
            found = fit_mix(world.data, sweeps=300, seed=seed)
            held += [one.roas.holds(true) for one, true in zip(found.channels, world.roas, strict=True)]

        assert np.mean(held) >= 0.75

    def test_the_same_seed_gives_the_same_digits(self):
        first, again = (fit_mix(WORLD.data, sweeps=30, seed=3).channels[0].roas for _ in range(2))

        assert first == again

    def test_a_lift_test_narrows_the_range_around_its_result(self):
        fitted = fit_mix(WORLD.data, sweeps=300)
        spend = WORLD.data.spend[40:90, 0].sum()
        test = LiftTest("A", 40, 89, added=float(2.0 * spend), standard_error=float(0.05 * spend))

        tested = fit_mix(replace(WORLD.data, tests=(test,)), sweeps=300)

        def width(mix):
            return mix.channels[0].roas.high - mix.channels[0].roas.low

        assert width(tested) < 0.7 * width(fitted)
        assert tested.channels[0].assumption < fitted.channels[0].assumption

    def test_outcomes_in_pieces_with_a_value_give_the_same_return(self):
        pieces = replace(WORLD.data, outcome=WORLD.data.outcome / 50, value=50.0)

        money, counted = (fit_mix(data, sweeps=30, seed=1).channels[1].roas for data in (WORLD.data, pieces))

        assert counted.median == pytest.approx(money.median, rel=0.05)

    def test_the_contribution_is_the_return_times_the_spend(self):
        one = fit_mix(WORLD.data, sweeps=30).channels[0]

        assert one.contribution.median == pytest.approx(one.roas.median * one.spend, rel=1e-6)


class TestGates:
    def test_an_open_gate_gives_no_reason(self):
        gates = check_gates(WORLD.data, model_error=0.05, naive_error=0.1)

        assert gates.all_channels == ()
        assert gates.by_channel == ((), (), ())

    def test_less_than_a_year_is_too_few_weeks(self):
        gates = check_gates(WORLD.data.until(40), model_error=None, naive_error=None)

        assert "40 weeks are too few" in gates.all_channels[0]

    def test_ten_weeks_per_channel_are_needed(self):
        gates = check_gates(media_world(weeks=60, channels=8).data, model_error=None, naive_error=None)

        assert "60 weeks for 8 channels" in gates.all_channels[0]

    def test_a_mix_that_loses_to_last_year_shows_nothing(self):
        gates = check_gates(WORLD.data, model_error=0.12, naive_error=0.1)

        assert "off by 12.0\u202f%" in gates.reasons(0)[0]

    def test_spend_that_moves_with_another_channel_names_it(self):
        spend = WORLD.data.spend.copy()
        spend[:, 1] = 3 * spend[:, 0]

        gates = check_gates(replace(WORLD.data, spend=spend), model_error=None, naive_error=None)

        assert "moves with B's" in gates.by_channel[0][0]
        assert "moves with A's" in gates.by_channel[1][0]
        assert gates.by_channel[2] == ()

    def test_a_channel_never_switched_off_is_told_to_pause(self):
        spend = WORLD.data.spend.copy()
        spend[:, 2] = 5000 + np.random.default_rng(0).normal(0, 100, 120)

        gates = check_gates(replace(WORLD.data, spend=spend), model_error=None, naive_error=None)

        assert "never switched off and hardly varied" in gates.by_channel[2][-1]

    @pytest.mark.parametrize(
        ("width", "words"), [(0.9, "mostly assumption: run a test"), (0.7, "data and assumption"), (0.3, "mostly data")]
    )
    def test_the_width_against_the_prior_is_put_in_words(self, width, words):
        assert verdict(width) == words


class TestRefusals:
    def refused(self, words, **changes):
        with pytest.raises(CannotForecast, match=words):
            refuse_unusable(replace(WORLD.data, **changes))

    def test_a_missing_week_is_named(self):
        weeks = WORLD.data.weeks
        self.refused(
            "After the week of 2022-01-10 comes 2022-01-24", weeks=(*weeks[:2], *(w + timedelta(7) for w in weeks[2:]))
        )

    def test_credit_notes_are_named_with_channel_and_week(self):
        spend = WORLD.data.spend.copy()
        spend[4, 1] = -50

        self.refused("Spend of B is negative in 1 week, first in that of 2022-01-31", spend=spend)

    def test_a_channel_without_spend_is_named(self):
        self.refused("A was never used", spend=WORLD.data.spend * [0, 1, 1])

    def test_a_blank_outcome_is_named(self):
        outcome = WORLD.data.outcome.copy()
        outcome[0] = np.nan

        self.refused("The outcome has no value in 1 week", outcome=outcome)

    def test_an_outcome_that_never_moves_is_refused(self):
        self.refused("same in every week", outcome=np.full(120, 7.0))

    def test_a_control_with_gaps_is_refused(self):
        self.refused("The control 1 has no value in 120 weeks", controls=np.full((120, 1), np.nan))

    def test_a_lift_test_without_error_is_not_evidence(self):
        self.refused("lift test of A has no standard error", tests=(LiftTest("A", 3, 9, 100.0, 0.0),))

    def test_half_a_year_is_the_least(self):
        with pytest.raises(CannotForecast, match="There are 20 weeks; a media mix needs at least 26"):
            refuse_unusable(WORLD.data.until(20))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_scaling_spend_scales_the_return_inversely(seed):
    fitted = posterior_of(media_world(weeks=60, channels=2, seed=seed).data, prior=RoasPrior(median=1.0))
    dearer = replace(fitted.data, spend=fitted.data.spend * 4)
    quarter = posterior_of(dearer, prior=RoasPrior(median=0.25))

    assert quarter.log_density(quarter.prior_mean[None]) == pytest.approx(fitted.log_density(fitted.prior_mean[None]))
