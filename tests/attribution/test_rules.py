"""Rules on single journeys: the known answers, and what must hold for every journey."""

import pytest
from hypothesis import given

from attribution.core.journeys import journeys
from attribution.core.models import Model
from attribution.core.rules import RULES, anchored, weights
from attribution.core.settings import DAY, FULL_PATH, W_SHAPED, AnchorWeights, BadSettings, Settings, Stage
from tests.attribution.worlds import DIRECT, World, all_settings, journey, worlds

FIVE_TOUCHES = journey(0, 5, 12, 30, 38)


def credit(model: Model, of: object = FIVE_TOUCHES, *, value: float = 12_000, **settings: object) -> list[float]:
    return [round(weight * value, 1) for weight in weights(model, of, Settings(**settings))]


class TestKnownAnswers:
    def test_twelve_thousand_decays_with_a_half_life_of_seven_days(self) -> None:
        assert credit(Model.TIME_DECAY) == [175.2, 287.4, 574.9, 3417.0, 7545.4]

    def test_twelve_thousand_in_a_u(self) -> None:
        assert credit(Model.POSITION) == [4800, 800, 800, 800, 4800]

    def test_first_last_and_linear(self) -> None:
        assert credit(Model.FIRST) == [12_000, 0, 0, 0, 0]
        assert credit(Model.LAST) == [0, 0, 0, 0, 12_000]
        assert credit(Model.LINEAR) == [2400] * 5

    def test_two_touches_share_a_u_equally_and_one_has_it_all(self) -> None:
        assert credit(Model.POSITION, journey(0, 1)) == [6000, 6000]
        assert credit(Model.POSITION, journey(0)) == [12_000]

    def test_linear_counts_a_repeated_channel_twice(self) -> None:
        assert credit(Model.LINEAR, journey(0, 1, 2, 3, channels=(0, 0, 0, 1))) == [3000] * 4

    def test_the_last_touch_that_is_not_direct(self) -> None:
        mixed = journey(0, 1, 2, channels=(0, 1, DIRECT))
        assert credit(Model.LAST_NON_DIRECT, mixed, direct_channels=(DIRECT,)) == [0, 12_000, 0]

    def test_all_direct_goes_to_the_last(self) -> None:
        direct = journey(0, 1, channels=(DIRECT, DIRECT))
        assert credit(Model.LAST_NON_DIRECT, direct, direct_channels=(DIRECT,)) == [0, 12_000]

    def test_a_very_short_half_life_does_not_underflow(self) -> None:
        assert weights(Model.TIME_DECAY, journey(0, 1, ends=3650), Settings(half_life_days=0.001))[1] == pytest.approx(
            1
        )


class TestAnchors:
    stages = {Stage.LEAD: 6 * DAY, Stage.OPPORTUNITY: 30 * DAY}

    def test_w_with_all_anchors(self) -> None:
        full = journey(0, 5, 12, 30, 38, stages=self.stages)
        assert anchored(full, W_SHAPED) == pytest.approx([0.3, 0.3, 0.05, 0.3, 0.05])

    def test_full_path_with_all_anchors(self) -> None:
        full = journey(0, 5, 12, 30, 38, stages=self.stages)
        assert anchored(full, FULL_PATH) == pytest.approx([0.225, 0.225, 0.1, 0.225, 0.225])

    def test_the_anchor_of_a_stage_is_the_last_touch_at_or_before_its_date(self) -> None:
        exact = journey(0, 5, 12, stages={Stage.LEAD: 5 * DAY})
        assert anchored(exact, AnchorWeights(lead=1)) == [0, 1, 0]

    def test_several_anchors_on_one_touch_add_up(self) -> None:
        both = journey(0, 9, stages={Stage.LEAD: DAY, Stage.OPPORTUNITY: 2 * DAY})
        assert anchored(both, W_SHAPED) == pytest.approx([0.9, 0.1])

    def test_the_weight_of_a_missing_anchor_is_spread_in_proportion(self) -> None:
        assert anchored(journey(0, 5, 9), W_SHAPED) == pytest.approx([0.75, 0.125, 0.125])

    def test_a_stage_before_every_touch_is_missing(self) -> None:
        early = journey(3, 5, 9, stages={Stage.LEAD: 2 * DAY, Stage.OPPORTUNITY: 5 * DAY})
        assert anchored(early, W_SHAPED) == pytest.approx([0.3 / 0.7, 0.3 / 0.7, 0.1 / 0.7])

    def test_a_stage_after_the_milestone_is_missing(self) -> None:
        late = journey(0, 5, stages={Stage.OPPORTUNITY: 6 * DAY})
        assert anchored(late, W_SHAPED) == pytest.approx([0.75, 0.25])

    def test_without_other_touches_their_tenth_goes_to_the_anchors(self) -> None:
        only = journey(0, 5, 9, stages={Stage.LEAD: 5 * DAY, Stage.OPPORTUNITY: 9 * DAY})
        assert anchored(only, W_SHAPED) == pytest.approx([1 / 3] * 3)

    def test_weights_of_any_size_are_renormalised(self) -> None:
        assert anchored(journey(0, 1, 2), AnchorWeights(first=3, closing=1)) == [0.75, 0, 0.25]

    def test_nothing_with_a_weight_means_linear(self) -> None:
        assert anchored(journey(0, 1), AnchorWeights(lead=1)) == [0.5, 0.5]

    @pytest.mark.parametrize("parts", [{"first": -1, "rest": 2}, {}])
    def test_negative_or_empty_weights_are_refused(self, parts: dict[str, float]) -> None:
        with pytest.raises(BadSettings, match="zero or more"):
            AnchorWeights(**parts)


class TestJourneys:
    @given(world=worlds(), settings=all_settings())
    def test_weights_are_not_negative_and_sum_to_one(self, world: World, settings: Settings) -> None:
        for made in journeys(world.touches, world.conversions, settings):
            for model in RULES if made.touches else ():
                found = weights(model, made, settings)
                assert len(found) == len(made.touches)
                assert min(found) >= 0
                assert sum(found) == pytest.approx(1)

    @given(world=worlds(), settings=all_settings())
    def test_every_conversion_of_the_window_has_one_journey(self, world: World, settings: Settings) -> None:
        made = [j.journey_id for j in journeys(world.touches, world.conversions, settings) if j.conversions]
        inside = [c.conversion_id for c in world.conversions if settings.starts_at <= c.occurred_at < settings.ends_at]
        assert sorted(made) == sorted(inside)

    @given(world=worlds(), settings=all_settings())
    def test_no_touch_comes_after_its_milestone_or_before_the_look_back(self, world: World, settings: Settings) -> None:
        for made in journeys(world.touches, world.conversions, settings):
            assert all(0 <= made.ended_at - touch.occurred_at <= settings.lookback for touch in made.touches)
