import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.core.errors import CannotForecast
from forecasts.core.launch.curves import launch_curves
from forecasts.core.launch.history import ClosedCampaign
from forecasts.core.launch.model import fit_launches
from forecasts.core.launch.predict import PlannedCampaign, forecast_launch
from tests.forecasts.worlds import closed_campaigns

PLAN = PlannedCampaign("plan", "A", "x", 8000.0)


class TestRefusals:
    def test_four_closed_campaigns_give_words_only(self):
        with pytest.raises(CannotForecast, match=r"Only 4 closed campaigns are usable; .* needs 5"):
            fit_launches(closed_campaigns(4, seed=1))

    def test_campaigns_without_spend_do_not_count(self):
        free = ClosedCampaign("free", "A", "x", 0.0, 10.0)

        with pytest.raises(CannotForecast, match="1 more have no spend"):
            fit_launches([*closed_campaigns(4, seed=1), free])

    def test_a_plan_without_spend_has_no_roi(self):
        model = fit_launches(closed_campaigns(6, seed=1))

        with pytest.raises(CannotForecast, match="plans to spend 0"):
            forecast_launch(model, PlannedCampaign("plan", "A", "x", 0.0))


class TestForecast:
    @pytest.mark.parametrize("count", [5, 12, 40])
    def test_eighty_percent_ranges_hold_about_as_often_as_they_claim(self, count):
        held = []
        for seed in range(150):
            *past, coming = closed_campaigns(count + 1, seed=seed)
            plan = PlannedCampaign(coming.name, coming.channel, coming.kind, coming.spend)
            held.append(forecast_launch(fit_launches(past), plan).outcome.holds(coming.outcome))

        assert 0.70 <= np.mean(held) <= 0.94

    def test_more_campaigns_of_the_same_kind_narrow_the_range(self):
        def width(count):
            past = [ClosedCampaign(f"{n}", "A", "x", 5000.0 + 500 * n, 100.0 + 8 * n) for n in range(count)]
            band = forecast_launch(fit_launches(past), PLAN).outcome
            return band.high / band.low

        assert width(40) < width(12) < width(5)

    def test_the_outcome_grows_slower_than_spend_so_the_last_tenth_earns_less(self):
        found = forecast_launch(fit_launches(closed_campaigns(60, seed=3)), PLAN, value=100.0)

        assert found.marginal_roi.median < found.roi.median

    def test_the_chance_of_the_hurdle_agrees_with_the_range(self):
        model = fit_launches(closed_campaigns(30, seed=4))
        roi = forecast_launch(model, PLAN, value=50.0).roi

        at_median = forecast_launch(model, PLAN, value=50.0, hurdle=roi.median)
        at_low = forecast_launch(model, PLAN, value=50.0, hurdle=roi.low)

        assert at_median.chance_of_hurdle == pytest.approx(0.5, abs=0.01)
        assert at_low.chance_of_hurdle == pytest.approx(0.9, abs=0.01)

    def test_it_says_what_it_rests_on(self):
        past = closed_campaigns(20, seed=5)
        found = forecast_launch(fit_launches(past), PLAN)
        same = sum((one.channel, one.kind) == ("A", "x") for one in past)

        assert found.built_on.startswith(f"built on 20 closed campaigns: {same} of the same channel and kind")
        assert {one.channel for one in past if one.name in found.closest[:same]} == {"A"}

    def test_an_unknown_channel_is_wider_and_says_so(self):
        model = fit_launches(closed_campaigns(40, seed=6))
        known, unknown = (
            forecast_launch(model, PlannedCampaign("plan", channel, "x", 8000.0)) for channel in ("A", "radio")
        )

        assert unknown.outcome.high / unknown.outcome.low > known.outcome.high / known.outcome.low
        assert "No closed campaign used the channel radio" in unknown.warnings[0]

    @settings(max_examples=15, deadline=None)
    @given(seed=st.integers(0, 1000), spend=st.floats(100, 1e6))
    def test_more_spend_never_brings_less(self, seed, spend):
        model = fit_launches(closed_campaigns(8, seed=seed))
        less, more = (
            forecast_launch(model, PlannedCampaign("p", "A", "x", amount)).outcome.median
            for amount in (spend, spend * 1.5)
        )

        assert more >= less

    def test_the_order_of_the_history_does_not_matter(self):
        past = closed_campaigns(15, seed=7)

        forward, backward = (forecast_launch(fit_launches(rows), PLAN).outcome for rows in (past, past[::-1]))

        assert forward.median == pytest.approx(backward.median, rel=1e-9)

    def test_its_curves_pass_through_the_forecast(self):
        model = fit_launches(closed_campaigns(15, seed=8))
        curves = launch_curves(model, [PLAN], value=3.0)

        assert np.median(curves.worth(curves.current)) == pytest.approx(
            3 * forecast_launch(model, PLAN).outcome.median, rel=0.15
        )
