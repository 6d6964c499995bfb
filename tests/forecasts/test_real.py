"""Backtests and fits on real exports; docs/forecasts.md prints the figures that these tests hold."""

import csv
from datetime import date, timedelta

import numpy as np
import pyarrow.parquet as pq
import pytest

from forecasts.core.customers.kaplan_meier import survival_curve
from forecasts.core.customers.value import fit_customers
from forecasts.core.mix.data import MixData
from forecasts.core.mix.fit import fit_mix
from forecasts.core.series.backtest import backtest
from tests.real_data import real_file

pytestmark = pytest.mark.real
ROBYN, MERIDIAN = "robyn_weekly/dt_simulated_weekly.csv", "meridian/national_all_channels.csv"


def rows(name):
    with real_file(name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def columns(name, *wanted):
    table = rows(name)
    return np.array([[float(row[column]) for column in wanted] for row in table])


def american_day(text):
    """The day of `12/1/10 8:45`."""
    month, day, year = text.split(" ")[0].split("/")
    return date(2000 + int(year), int(month), int(day))


@pytest.fixture(scope="module")
def invoices():
    """Invoice lines of known customers, without cancellations: customer, day, money."""
    table = pq.read_table(real_file("uci_online_retail/online_retail.parquet")).to_pylist()
    return [
        (
            row["CustomerID"],
            american_day(row["InvoiceDate"]),
            row["Quantity"] * row["UnitPrice"],
        )
        for row in table
        if row["CustomerID"] and row["Quantity"] > 0 and row["UnitPrice"] > 0
    ]


class TestBacktests:
    """Rolling origins, total of the next quarter (retail: the next four weeks, all that seven months allow)."""

    def test_robyns_weekly_revenue(self):
        found = backtest(list(columns(ROBYN, "revenue").T), horizon=13, season_length=52, shortest=30, every=2)

        assert 0.70 <= found.coverage <= 0.92
        assert found.pace_coverage < 0.4
        assert found.mase < 0.8 * found.naive_mase
        assert found.mase < 0.8 * found.pace_mase

    def test_meridians_weekly_conversions_and_impressions(self):
        series = columns(MERIDIAN, "conversions", "Channel0_impression", "Organic_channel0_impression").T
        found = backtest(list(series), horizon=13, season_length=52, shortest=30, every=2)

        assert 0.70 <= found.coverage <= 0.92
        assert found.pace_coverage < 0.6
        assert found.mase < 0.9 * found.naive_mase

    def test_the_wholesalers_weekly_revenue_and_customers(self, invoices):
        revenue, buyers = {}, {}
        for customer, day, money in invoices:
            monday = day - timedelta(days=day.weekday())
            revenue[monday] = revenue.get(monday, 0.0) + money
            buyers.setdefault(monday, set()).add(customer)
        weeks = sorted(revenue)[:-1]
        series = [np.array([revenue[week] for week in weeks]), np.array([float(len(buyers[week])) for week in weeks])]

        found = backtest(series, horizon=4, shortest=10)

        assert found.coverage >= 0.70
        assert found.mase < found.pace_mase


class TestCustomers:
    def test_the_wholesalers_customers_are_foretold_from_their_first_four_months(self, invoices):
        orders = {}
        for customer, day, _ in invoices:
            orders.setdefault(customer, set()).add(day)
        split, end = date(2011, 4, 1), max(day for _, day, _ in invoices)
        known = {who: sorted(day for day in days if day < split) for who, days in orders.items()}
        known = {who: days for who, days in known.items() if days}
        frequency = np.array([len(days) - 1.0 for days in known.values()])
        recency = np.array([(days[-1] - days[0]).days / 7 for days in known.values()])
        age = np.array([(split - days[0]).days / 7 for days in known.values()])
        ahead = (end - split).days / 7
        bought = sum(sum(day >= split for day in orders[who]) for who in known)

        found = fit_customers(frequency, recency, age, ahead=ahead)

        assert found.purchases.median * found.customers == pytest.approx(bought, rel=0.2)

    def test_a_telecoms_contracts_survive_as_their_product_limit_says(self):
        table = rows("telco_churn/Telco-Customer-Churn.csv")
        tenure = np.array([float(row["tenure"]) for row in table])
        left = np.array([float(row["Churn"] == "Yes") for row in table])

        curve = survival_curve(tenure, left)

        assert curve.survival[-1] == pytest.approx(0.5929, abs=0.01)
        assert left.sum() == 1869


class TestMediaMix:
    def test_robyns_mix_beats_last_year_and_marks_what_it_cannot_know(self):
        spend = ["tv_S", "ooh_S", "print_S", "facebook_S", "search_S"]
        data = MixData(
            tuple(date.fromisoformat(row["DATE"]) for row in rows(ROBYN)),
            columns(ROBYN, "revenue")[:, 0], tuple(spend), columns(ROBYN, *spend),
            columns(ROBYN, "competitor_sales_B", "newsletter"),
        )  # fmt: skip
        found = fit_mix(data, sweeps=400)
        told = {one.channel: one for one in found.channels}

        assert found.model_error < 0.5 * found.naive_error
        assert all(one.shown for one in found.channels)
        assert told["tv_S"].verdict == "mostly data"
        assert told["print_S"].verdict == told["facebook_S"].verdict == "mostly assumption: run a test"

    def test_meridians_mix_rests_on_assumption_and_says_so(self):
        spend = [f"Channel{place}_spend" for place in range(5)]
        controls = ["competitor_sales_control", "sentiment_score_control", "Promo", "Organic_channel0_impression"]
        money = np.prod(columns(MERIDIAN, "conversions", "revenue_per_conversion"), axis=1)
        data = MixData(
            tuple(date.fromisoformat(row["time"]) for row in rows(MERIDIAN)),
            money, tuple(spend), columns(MERIDIAN, *spend), columns(MERIDIAN, *controls),
        )  # fmt: skip
        found = fit_mix(data, sweeps=400)

        assert min(one.assumption for one in found.channels) > 0.6
        assert sum("run a test" in one.verdict for one in found.channels) >= 3
