"""Replicates: the same for the same unit, paired over models, as wide as theory says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.core import replicates as module
from attribution.core.bootstrap import beats, interval, rank_chances, shares
from attribution.core.draws import unit_weights
from attribution.core.journeys import Conversion, Touch
from attribution.core.models import Model
from attribution.core.replicates import game_replicates, travels
from attribution.core.rounding import rounded_parts
from attribution.core.settings import Settings
from attribution.core.transitions import Steps
from attribution.engine.attribute import attribute
from attribution.engine.connection import Engine, Limits, engine
from tests.attribution.worlds import World, load


def random_steps(journeys: int, *, channels: int = 6, seed: int = 3) -> Steps:
    dice = np.random.default_rng(seed)
    length = dice.integers(1, 6, journeys)
    won = (dice.random(journeys) < 0.5).astype(float)
    return Steps(
        offsets=np.concatenate([[0], np.cumsum(length)]),
        channel=dice.choice(channels, length.sum(), p=np.arange(1, channels + 1) / np.arange(1, channels + 1).sum()),
        conversions=won,
        nulls=1 - won,
        value=won * dice.integers(1, 100, journeys),
    )


@pytest.fixture(scope="module")
def running() -> Engine:
    with engine(Limits(threads=1)) as made:
        yield made


class TestDraws:
    def test_a_unit_draws_the_same_alone_and_in_company(self) -> None:
        crowd = unit_weights(np.arange(1000), np.ones(1000), replicates=50)
        alone = unit_weights(np.array([777]), np.ones(1), replicates=50)
        assert (crowd[777] == alone[0]).all()

    def test_more_replicates_begin_with_the_same_ones(self) -> None:
        few, many = (unit_weights(np.arange(9), np.ones(9), replicates=count) for count in (7, 30))
        assert (many[:, :7] == few).all()

    @pytest.mark.parametrize("mass", [0.5, 1.0, 7.0, 63.0, 500.0, 250_000.0])
    def test_weights_have_mean_one_and_the_variance_of_a_poisson(self, mass: float) -> None:
        drawn = unit_weights(np.arange(4000), np.full(4000, mass), replicates=100).astype(float)
        assert drawn.mean() == pytest.approx(1, abs=6 / np.sqrt(mass * 400_000))
        assert drawn.var() * mass == pytest.approx(1, rel=0.02)

    def test_units_and_replicates_are_uncorrelated(self) -> None:
        drawn = unit_weights(np.arange(300), np.ones(300), replicates=200)
        for table in (np.corrcoef(drawn), np.corrcoef(drawn.T)):
            off = table[~np.eye(len(table), dtype=bool)]
            assert np.abs(off).max() < 0.4
            assert abs(off.mean()) < 0.01

    def test_the_first_draws_never_change(self) -> None:
        drawn = unit_weights(np.arange(4), np.ones(4), replicates=5).astype(int)
        assert drawn.tolist() == [[0, 0, 0, 0, 0], [0, 2, 1, 1, 0], [2, 0, 1, 1, 1], [2, 2, 0, 0, 2]]


class TestGames:
    def test_models_are_paired_by_the_same_weights(self) -> None:
        steps = random_steps(400, channels=1)
        found = game_replicates(travels(steps, np.arange(400), np.ones(400), channels=1, order=1, replicates=30))
        for model in (Model.MARKOV_NORMALISED, Model.SHAPLEY, Model.SHAPLEY_RATE):
            assert found[model].conversions == pytest.approx(found[Model.MARKOV].conversions, rel=1e-5)
            assert found[model].value == pytest.approx(found[Model.MARKOV].value, rel=1e-5)

    @pytest.mark.parametrize("order", [1, 2])
    def test_moving_along_the_gradient_agrees_with_solving_again(
        self, monkeypatch: pytest.MonkeyPatch, order: int
    ) -> None:
        steps = random_steps(6000)
        of = travels(steps, np.arange(6000), np.ones(6000), channels=6, order=order, replicates=40)
        solved = game_replicates(of)
        monkeypatch.setattr(module, "EXACT_STATES", 0)
        monkeypatch.setattr(module, "EXACT_SETS", 0)
        moved = game_replicates(of)
        for model, exact in solved.items():
            spread = exact.conversions.std(axis=0)
            assert (np.abs(moved[model].conversions - exact.conversions) < 0.35 * spread + 0.01).all(), model
            assert moved[model].conversions.std(axis=0) == pytest.approx(spread, rel=0.1)

    def test_a_channel_whose_two_journeys_were_lost_may_still_be_worth_something(self) -> None:
        """Redraws alone never give channel 1 more than nothing: no journey of it converted."""
        won = np.array([k % 3 == 0 for k in range(60)] + [False] * 2, dtype=float)
        steps = Steps(np.arange(63), np.repeat([0, 1], [60, 2]).astype(np.int32), won, 1 - won, won)
        found, again = (
            game_replicates(travels(steps, np.arange(62), np.ones(62), channels=2, order=1, replicates=200))
            for _ in range(2)
        )
        credit = found[Model.SHAPLEY_RATE].conversions
        band = interval(credit)

        assert band.low[1] < 0 < band.high[1]
        assert credit.sum(axis=1) == pytest.approx(found[Model.MARKOV].conversions.sum(axis=1))
        assert (credit == again[Model.SHAPLEY_RATE].conversions).all()

    def test_journeys_of_one_unit_are_drawn_together(self) -> None:
        steps = random_steps(200)
        one = game_replicates(travels(steps, np.zeros(200, int), np.ones(200), channels=6, order=1, replicates=60))
        credit = one[Model.SHAPLEY].conversions
        assert shares(credit)[credit.sum(axis=1) > 0].std(axis=0).max() < 1e-6


class TestRules:
    def test_the_interval_of_a_linear_model_has_its_closed_form_width(self, running: Engine) -> None:
        dice = np.random.default_rng(5)
        touches = tuple(Touch(i, i % 900, int(dice.integers(0, 900)), int(dice.integers(0, 4))) for i in range(3000))
        conversions = tuple(Conversion(i, i, 1000, float(dice.integers(1, 90))) for i in range(900))
        load(running, World(touches, conversions))
        found = attribute(running, Settings(replicates=2000, models=(Model.LINEAR,))).channels.models[Model.LINEAR]
        parts = np.zeros((900, 4))
        for touch in touches:
            parts[touch.unit_id, touch.channel] += 1
        parts /= parts.sum(axis=1, keepdims=True)
        assert found.conversion_replicates.std(axis=0) == pytest.approx(np.sqrt((parts**2).sum(axis=0)), rel=0.06)
        assert found.conversion_replicates.mean(axis=0) == pytest.approx(found.conversions, rel=0.01)

    def test_rules_and_games_are_paired(self, running: Engine) -> None:
        touches = tuple(Touch(i, i % 80, i, 0) for i in range(200))
        load(running, World(touches, tuple(Conversion(i, i, 1000, 2.0) for i in range(60))))
        found = attribute(running, Settings(replicates=40)).channels.models
        for estimate in found.values():
            assert estimate.conversion_replicates == pytest.approx(found[Model.FIRST].conversion_replicates, rel=1e-5)

    def test_fewer_than_thirty_converting_units_get_no_interval(self, running: Engine) -> None:
        touches = tuple(Touch(i, i, i, 0) for i in range(80))
        load(running, World(touches, tuple(Conversion(i, i, 1000, 2.0) for i in range(29))))
        outcome = attribute(running, Settings(replicates=40))
        assert outcome.converting_units == 29
        assert all(estimate.conversion_band is None for estimate in outcome.channels.models.values())


class TestSummaries:
    drawn = np.array([[3.0, 2.0, 1.0], [2.0, 3.0, 1.0], [3.0, 1.0, 2.0], [4.0, 3.0, 0.0]])

    def test_chances_of_being_among_the_best(self) -> None:
        assert rank_chances(self.drawn).tolist() == [[0.75, 1, 1], [0.25, 0.75, 1], [0, 0.25, 1]]

    def test_chances_of_beating_each_other(self) -> None:
        assert beats(self.drawn).tolist() == [[0.5, 0.75, 1], [0.25, 0.5, 0.75], [0, 0.25, 0.5]]

    def test_an_interval_holds_the_middle_nine_tenths(self) -> None:
        band = interval(np.arange(101.0)[:, None])
        assert (band.low[0], band.high[0]) == pytest.approx((5, 95))

    def test_shares_of_nothing_are_nothing(self) -> None:
        assert shares(np.zeros((2, 3))).tolist() == [[0, 0, 0], [0, 0, 0]]


class TestRounding:
    def test_the_largest_remainders_get_the_cents(self) -> None:
        assert rounded_parts(np.array([33.4, 33.4, 33.2]), whole=100).tolist() == [34, 33, 33]

    def test_noise_in_the_last_bits_moves_no_cent(self) -> None:
        noisy = np.array([0.5, 0.5 + 1e-13, 0.5 - 1e-13, 0.5])
        assert rounded_parts(noisy, whole=2).tolist() == [1, 1, 0, 0]

    def test_nothing_cannot_hold_a_total(self) -> None:
        assert rounded_parts(np.zeros(0), whole=0).tolist() == []
        with pytest.raises(ValueError, match="nothing to give"):
            rounded_parts(np.zeros(0), whole=1)

    @given(parts=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), whole=st.integers(-(10**7), 10**7))
    def test_parts_always_sum_to_the_whole(self, parts: list[float], whole: int) -> None:
        assert rounded_parts(np.array(parts), whole=whole).sum() == whole

    @given(parts=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
    def test_no_part_moves_by_a_step_or_more(self, parts: list[float]) -> None:
        found = rounded_parts(np.array(parts), whole=round(sum(parts)))
        assert np.abs(found - np.array(parts)).max() <= 1 + 1e-6
