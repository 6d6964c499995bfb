import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.core.customers.acquisition import ChannelCustomers, pool_channels
from forecasts.core.customers.kaplan_meier import survival_curve
from forecasts.core.customers.retention import RetentionModel, fit_retention
from forecasts.core.errors import CannotForecast

REGULAR = (63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1)
HIGH_END = (86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1)


def cohort(shares):
    """1,000 customers of which the given percentages are still there after each renewal."""
    there = np.array([1000, *(round(share * 10) for share in shares)])
    gone = -np.diff(there)
    tenure = np.concatenate([np.repeat(np.arange(1, len(gone) + 1), gone), np.full(there[-1], len(gone))])
    return tenure, np.concatenate([np.ones(gone.sum()), np.zeros(there[-1])])


class TestShiftedBetaGeometric:
    """Fader, Hardie 2007: two segments over seven years, projected to the twelfth."""

    @pytest.mark.parametrize(
        ("shares", "alpha", "beta", "twelfth"), [(REGULAR, 0.704, 1.182, 17.3), (HIGH_END, 0.668, 3.806, 39.4)]
    )
    def test_the_published_parameters_and_projection(self, shares, alpha, beta, twelfth):
        found = fit_retention(*cohort(shares))

        assert (found.alpha, found.beta) == (pytest.approx(alpha, abs=1e-3), pytest.approx(beta, abs=1e-3))
        assert 100 * found.survival(np.array([12.0]))[0] == pytest.approx(twelfth, abs=2)

    def test_retention_rises_with_age_and_multiplies_to_survival(self):
        model = RetentionModel(0.7, 1.2)
        rates = model.retention(np.arange(1.0, 20))

        assert (np.diff(rates) > 0).all()
        assert np.cumprod(rates) == pytest.approx(model.survival(np.arange(1.0, 20)))

    def test_a_customer_who_has_stayed_is_worth_more(self):
        model = RetentionModel(0.7, 1.2)

        assert model.expected_periods(after=0, ahead=5) < model.expected_periods(after=4, ahead=5)
        assert model.expected_periods(after=0, ahead=5, discount=0.1) < model.expected_periods(after=0, ahead=5)

    def test_without_a_loss_nothing_is_projected(self):
        with pytest.raises(CannotForecast, match="No contract has ended yet"):
            fit_retention(np.array([3, 4]), np.array([0, 0]))

    def test_a_loss_before_the_first_renewal_is_refused(self):
        with pytest.raises(CannotForecast, match="first chance to leave is 1"):
            fit_retention(np.array([0, 4]), np.array([1, 0]))


class TestKaplanMeier:
    def test_a_small_example_by_hand(self):
        curve = survival_curve(np.array([1.0, 2, 2, 3, 4]), np.array([1, 1, 0, 1, 0]))

        assert curve.times.tolist() == [1, 2, 3]
        assert curve.at_risk.tolist() == [5, 4, 2]
        assert curve.survival == pytest.approx([0.8, 0.6, 0.3])

    @given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=60))
    def test_it_falls_and_its_range_holds_it(self, rows):
        curve = survival_curve(np.array([float(time) for time, _ in rows]), np.array([float(left) for _, left in rows]))

        assert (np.diff(curve.survival) <= 0).all()
        assert (curve.low <= curve.survival + 1e-12).all()
        assert (curve.survival <= curve.high + 1e-12).all()

    def test_without_losses_it_is_empty(self):
        assert survival_curve(np.array([1.0, 2]), np.zeros(2)).times.size == 0


class TestAcquisition:
    def test_a_channel_with_few_customers_is_drawn_to_the_mean(self):
        rows = [
            ChannelCustomers("search", 900, 100, 2, 9000),
            ChannelCustomers("radio", 800, 60, 2, 8000),
            ChannelCustomers("fair", 9, 200, 90, 900),
        ]

        search, _, fair = pool_channels(rows)

        assert fair.clv.median < 120
        assert search.clv.median == pytest.approx(100, abs=1)
        assert fair.kept_of_own < 0.2 < search.kept_of_own

    def test_an_unknown_cost_has_no_ratio_and_is_not_free(self):
        unknown, free, paid = pool_channels(
            [ChannelCustomers(name, 10, 50, 5, cost) for name, cost in (("a", None), ("b", 0.0), ("c", 200.0))]
        )

        assert unknown.clv_to_cac is None
        assert free.clv_to_cac is None
        assert paid.cac == 20
        assert paid.clv_to_cac is not None
        assert paid.clv_to_cac.median == pytest.approx(2.5)

    def test_no_channels_give_no_rows(self):
        assert pool_channels([]) == []
