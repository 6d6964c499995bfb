"""The truth of the game, and the traps that the worlds lay."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.core.candidates import DIRECT
from simulator.core.play import play
from simulator.core.truth import shapley
from simulator.core.variants import only
from simulator.core.world import World
from simulator.core.worlds import WORLDS, UnknownWorld, world_named
from tests.simulator.worlds import observed_gain, played, truth


class TestShapley:
    def test_the_glove_game_gives_two_thirds_to_the_only_right_glove(self):
        """Players 0 and 1 hold left gloves, player 2 a right one; a pair is worth 1."""
        game = np.array([[float(bool(mask & 4) and bool(mask & 3)) for mask in range(8)]])

        assert shapley(game) == pytest.approx(np.array([[1 / 6, 1 / 6, 4 / 6]]))

    @pytest.mark.parametrize("name", WORLDS)
    def test_shares_add_up_to_the_whole_increment(self, name: str):
        world = truth(name)

        for quantity in ("conversions", "value", "expected_conversions", "expected_value"):
            parts = sum(getattr(channel.shapley, quantity) for channel in world.channels)
            assert parts == pytest.approx(getattr(world.increment, quantity), rel=1e-9, abs=1e-6)


class TestWorlds:
    def test_in_the_null_world_every_increment_is_exactly_nothing(self):
        world = truth("null")

        assert world.increment.conversions == 0
        assert world.increment.expected_value == 0
        assert {channel.removed.value for channel in world.channels} == {0}
        assert {channel.marginal.expected_conversions for channel in world.channels} == {0}
        assert world.total == world.baseline

    def test_baseline_and_increment_are_the_total(self):
        world = truth("brand_heavy")

        assert world.baseline.conversions + world.increment.conversions == world.total.conversions

    @pytest.mark.parametrize("name", WORLDS)
    def test_a_channel_switched_off_leaves_the_touches_of_unlifted_channels_as_they_were(self, name: str):
        world = replace(world_named(name), units=300, lifts=())
        everything, rest = play(world, seed=2, variants=only(8)), play(world, seed=2, variants=only(8, without={0}))
        others = (everything.touches.channel != 0) & ~_pooled(world, everything.touches.channel)

        assert everything.outcome.touched[others].tolist() == rest.outcome.touched[others].tolist()
        assert not rest.outcome.touched[everything.touches.channel == 0].any()

    def test_a_channel_switched_off_can_only_take_touches_from_those_it_lifts(self):
        world = replace(world_named("brand_heavy"), units=300)
        everything, rest = play(world, seed=2), play(world, seed=2, variants=only(8, without={3}))

        assert not (rest.outcome.touched & ~everything.outcome.touched).any()
        assert rest.outcome.touches[0, 0] < everything.outcome.touches[255, 0]

    def test_a_single_world_equals_its_row_in_the_whole_game(self):
        world = played("confounded")
        alone = play(world.world, seed=5, variants=only(8, without={1, 6}))

        row = 255 ^ (1 << 1) ^ (1 << 6)
        assert alone.outcome.realised[0].tolist() == world.outcome.realised[row].tolist()

    def test_confounding_makes_a_channel_without_effect_look_like_a_seller(self):
        seen = observed_gain(played("confounded"), "Affiliates")
        really = next(channel for channel in truth("confounded").channels if channel.channel == "Affiliates")

        assert really.removed.conversions == 0
        assert seen > 100

    def test_what_the_eye_sees_of_search_exceeds_its_effect_when_money_follows_intent(self):
        seen = observed_gain(played("confounded"), "Paid search")

        assert seen > 1.5 * truth("confounded").channels[0].removed.expected_conversions

    def test_blind_reach_does_not_make_an_idle_channel_look_like_a_seller(self):
        clean = observed_gain(played("clean"), "Affiliates")

        assert abs(clean) < 0.4 * observed_gain(played("confounded"), "Affiliates")

    def test_retargeting_reaches_buyers_and_does_nothing(self):
        world = truth("retargeting_trap")

        assert world.channels[7].removed.value == 0
        assert observed_gain(played("retargeting_trap"), "Retargeting") > 100

    def test_most_of_what_video_does_in_the_brand_world_is_long_term(self):
        video = truth("brand_heavy").channels[3]

        assert video.long_term.expected_value > 0.8 * video.removed.expected_value
        assert truth("clean").channels[3].long_term.value == 0

    def test_ten_per_cent_more_of_everything_in_turn_brings_less_than_a_tenth_of_what_removing_it_costs(self):
        channels = truth("clean").channels
        more = sum(channel.marginal.expected_conversions for channel in channels)

        assert 0 < more < 0.1 * sum(channel.removed.expected_conversions for channel in channels)

    def test_seasonal_budgets_follow_demand(self):
        world = played("seasonal")
        days = np.bincount(world.touches.day[world.touches.channel == 0], minlength=world.world.days)

        assert np.corrcoef(days, world.population.season)[0, 1] > 0.5

    def test_deals_are_won_later_than_they_open_and_both_are_milestones(self):
        world = played("b2b_clean", units=400)

        assert world.worth.milestones == ("won", "opportunity")
        assert (world.worth.decided > world.conversions.day).all()

    def test_an_unknown_world_is_refused_with_the_list(self):
        with pytest.raises(UnknownWorld, match="Choose one of: null, clean"):
            world_named("cleen")

    def test_nine_channels_are_too_many_for_the_exact_game(self):
        clean = world_named("clean")
        with pytest.raises(ValueError, match="at most 8"):
            replace(clean, channels=(*clean.channels, clean.channels[0]))


def _pooled(world: World, channel: np.ndarray) -> np.ndarray:
    flags = np.array([*(item.pooled for item in world.channels), False])
    assert len(flags) == len(world.channels) + len([DIRECT])
    return flags[channel]
