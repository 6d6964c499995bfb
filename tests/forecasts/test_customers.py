from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import beta as beta_function

from forecasts.core.customers.bgnbd import BuyingModel, fit_buying, log_likelihoods
from forecasts.core.customers.buyers import group_buyers, refuse_few
from forecasts.core.customers.gamma_gamma import SpendModel, fit_spend
from forecasts.core.customers.hypergeometric import bounded_part
from forecasts.core.customers.value import discounted, fit_customers
from forecasts.core.errors import CannotForecast

CDNOW = np.genfromtxt(Path(__file__).parents[1] / "golden" / "cdnow.csv", delimiter=",", skip_header=1).T
FREQUENCY, RECENCY, AGE, MEAN_VALUE = CDNOW
PUBLISHED = BuyingModel(0.2426, 4.414, 0.7929, 2.426)
PARAMETER = st.floats(0.05, 8)


class TestCdnow:
    """Published estimates: Fader, Hardie, Lee 2005 (BG/NBD) and their note on Gamma-Gamma."""

    def test_the_buying_parameters_are_the_published_ones(self):
        found = fit_buying(group_buyers(FREQUENCY, RECENCY, AGE))

        assert (found.r, found.alpha) == (pytest.approx(0.2426, abs=1e-4), pytest.approx(4.414, abs=1e-3))
        assert (found.a, found.b) == (pytest.approx(0.7929, abs=2e-4), pytest.approx(2.426, abs=1e-3))
        assert found.log_likelihood == pytest.approx(-9582.4, abs=0.1)

    def test_the_spend_parameters_are_the_published_ones(self):
        found = fit_spend(FREQUENCY, MEAN_VALUE)

        assert (found.p, found.q, found.gamma) == (
            pytest.approx(6.25, abs=0.01),
            pytest.approx(3.745, abs=0.002),
            pytest.approx(15.45, abs=0.01),
        )

    def test_a_customer_with_two_repeats_is_expected_to_buy_1_226_times_in_39_weeks(self):
        ahead = PUBLISHED.expected(39, np.array([2.0]), np.array([30.43]), np.array([38.86]))

        assert ahead[0] == pytest.approx(1.226, abs=1e-3)

    def test_the_whole_answer_has_ranges_around_its_estimates(self):
        found = fit_customers(FREQUENCY, RECENCY, AGE, MEAN_VALUE, ahead=52, margin=0.3, discount=0.002)

        assert (found.customers, found.repeaters) == (2357, 946)
        assert found.parameter_ranges[0].low < 0.2426 < found.parameter_ranges[0].high
        assert found.value is not None
        assert found.value.low < found.value.median < found.value.high


class TestLikelihood:
    @settings(max_examples=30, deadline=None)
    @given(st.tuples(PARAMETER, PARAMETER, PARAMETER, PARAMETER))
    def test_the_gradient_is_that_of_the_likelihood(self, parameters):
        buyers = group_buyers(FREQUENCY[:60], RECENCY[:60], AGE[:60])
        centre = np.log(parameters)
        exact = buyers.customers @ log_likelihoods(centre, buyers)[1]
        for place in range(4):
            step = np.zeros(4)
            step[place] = 1e-6
            ahead, behind = (buyers.customers @ log_likelihoods(centre + sign * step, buyers)[0] for sign in (1, -1))

            assert exact[place] == pytest.approx((ahead - behind) / 2e-6, rel=1e-3, abs=1e-3)

    def test_grouping_equal_customers_changes_nothing(self):
        twice = [np.concatenate([part, part]) for part in (FREQUENCY[:200], RECENCY[:200], AGE[:200])]

        once, doubled = (
            fit_buying(group_buyers(FREQUENCY[:200], RECENCY[:200], AGE[:200])),
            fit_buying(group_buyers(*twice)),
        )

        assert doubled.r == pytest.approx(once.r, rel=1e-3)
        assert doubled.log_likelihood == pytest.approx(2 * once.log_likelihood, rel=1e-6)

    def test_days_instead_of_weeks_only_change_the_unit_of_alpha(self):
        weeks, days = (fit_buying(group_buyers(FREQUENCY, RECENCY * unit, AGE * unit)) for unit in (1, 7))

        assert days.alpha == pytest.approx(7 * weeks.alpha, rel=1e-3)
        assert days.b == pytest.approx(weeks.b, rel=1e-3)

    def test_drawn_customers_give_their_parameters_back(self):
        rng = np.random.default_rng(0)
        truth = BuyingModel(0.8, 6.0, 0.9, 3.0)
        found = fit_buying(group_buyers(*_draw(truth, 6000, rng)))

        assert (found.r, found.alpha) == (pytest.approx(0.8, rel=0.12), pytest.approx(6, rel=0.15))
        assert found.a / (found.a + found.b) == pytest.approx(0.9 / 3.9, rel=0.15)


class TestExpectations:
    def test_thousands_of_purchases_do_not_overflow(self):
        many = PUBLISHED.expected(39, np.array([3000.0, 100_000.0]), np.array([38.86, 38.86]), np.array([38.86, 38.86]))

        assert np.isfinite(many).all()
        assert (many > 100).all()

    @settings(max_examples=40, deadline=None)
    @given(r=st.floats(0.1, 3), a=st.floats(1.2, 4), b=st.floats(0.2, 4), z=st.floats(0.01, 0.95), x=st.integers(0, 6))
    def test_the_transformed_function_equals_eulers_integral(self, r, a, b, z, x):
        first, second, third = r + x, b + x, a + b + x - 1
        integral, _ = quad(lambda t: t ** (second - 1) * (1 - t) ** (third - second - 1) * (1 - z * t) ** -first, 0, 1)
        textbook = (1 - z) ** first * integral / beta_function(second, third - second)

        assert bounded_part(r, a, b, np.array([float(x)]), np.array([z]))[0] == pytest.approx(textbook, rel=1e-4)

    def test_expectations_are_smooth_where_a_is_one(self):
        near, at = (BuyingModel(0.5, 4, a, 2.0).expected_new(30) for a in (1.001, 1.0))

        assert at == pytest.approx(near, rel=1e-3)

    @settings(max_examples=30, deadline=None)
    @given(x=st.integers(0, 50), age=st.floats(1, 100), share=st.floats(0.01, 1), ahead=st.floats(0.5, 200))
    def test_more_time_never_brings_fewer_purchases_and_the_chance_is_a_chance(self, x, age, share, ahead):
        customer = np.array([float(x)]), np.array([share * age if x else 0.0]), np.array([age])

        less, more = PUBLISHED.expected(ahead, *customer)[0], PUBLISHED.expected(2 * ahead, *customer)[0]

        assert 0 <= PUBLISHED.alive(*customer)[0] <= 1
        assert 0 <= less <= more + 1e-9

    def test_discounting_lowers_the_sum(self):
        customers = FREQUENCY[:50], RECENCY[:50], AGE[:50]
        plain, later = (discounted(PUBLISHED, ahead=52, discount=rate, customers=customers).sum() for rate in (0, 0.01))

        assert 0.6 * plain < later < plain

    def test_the_mean_value_of_a_heavy_buyer_is_mostly_his_own(self):
        spend = SpendModel(6.25, 3.745, 15.45)

        one, many, none = spend.expected(np.array([1.0, 40, 0]), np.array([100.0, 100, 0]))

        assert none == pytest.approx(6.25 * 15.45 / 2.745)
        assert none < one < many
        assert many == pytest.approx(100, rel=0.02)


class TestRefusals:
    def test_too_few_customers_are_refused(self):
        with pytest.raises(CannotForecast, match=r"100 customers, .* from 300 customers with 60 repeat buyers"):
            refuse_few(group_buyers(FREQUENCY[:100], RECENCY[:100], AGE[:100]))

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ((1, 50, 38), "recency does not lie between 0 and age"),
            ((0, 3, 38), "no repeat purchase, yet recency"),
            ((1.5, 3, 38), "not a whole number"),
            ((0, 0, 0), "age is not above 0"),
            ((np.nan, 0, 5), "a number is missing"),
        ],
    )
    def test_a_contradiction_is_named_with_its_row(self, row, words):
        columns = np.column_stack([[0, 0, 10], row])

        with pytest.raises(CannotForecast, match=rf"In 1 of 2 customers .*{words}.*data row 2"):
            group_buyers(*columns)

    def test_a_free_order_has_no_value_to_learn_from(self):
        with pytest.raises(CannotForecast, match="1 repeat buyers have a mean value"):
            fit_spend(np.array([1.0, 2]), np.array([0.0, 10]))


def _draw(truth: BuyingModel, customers: int, rng: np.random.Generator):
    """Customers by the model's own story, watched for 40 to 60 weeks."""
    age = rng.uniform(40, 60, customers)
    rate, leave = rng.gamma(truth.r, 1 / truth.alpha, customers), rng.beta(truth.a, truth.b, customers)
    frequency, recency = np.zeros(customers), np.zeros(customers)
    for who in range(customers):
        time = rng.exponential(1 / rate[who])
        while time < age[who]:
            frequency[who], recency[who] = frequency[who] + 1, time
            if rng.random() < leave[who]:
                break
            time += rng.exponential(1 / rate[who])
    return frequency, recency, age


def test_where_nobody_leaves_more_readily_than_others_expectations_stay_finite():
    """a and b in the thousands overflow Euler's form; the geometric limit of the textbook form is the answer."""
    frequency, z = np.array([0.0, 1.0, 4.0, 50.0]), np.full(4, 0.4)
    share = 8103 / (4152 + 8103)

    found = bounded_part(0.1087, 4152.0, 8103.0, frequency, z)

    assert found == pytest.approx(((1 - z) / (1 - z * share)) ** (0.1087 + frequency), rel=0.05)
