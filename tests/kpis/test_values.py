from datetime import date, timedelta
from decimal import Decimal

import pytest

from kpis import selectors
from kpis.models import ExternalValue
from okrs.models import SalesTarget
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests import factories as make
from tests.kpis.world import JANUARY, at, measured, order, survey, two_deals_won_one_lost, work

pytestmark = pytest.mark.django_db


class TestDeals:
    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("win_rate", "0.6667"), ("win_rate_by_value", "0.75"), ("sales_cycle_mean", "45"),
            ("sales_cycle_median", "45"), ("average_deal", "15000"), ("opportunities_count", "3"),
            ("pipeline", "35000"), ("revenue", "30000"), ("customers_won_count", "2"),
            ("open_pipeline", "5000"), ("sourced_pipeline", "20000"),
            ("pipeline_velocity", "666.6667"),  # 3 × 15,000 × ⅔ ÷ 45
        ],
    )  # fmt: skip
    def test_a_kpi_of_deals(self, key, value):
        two_deals_won_one_lost()

        assert round(measured(key).answer.value, 4) == Decimal(value)

    def test_a_ratio_keeps_its_parts(self):
        two_deals_won_one_lost()
        found = measured("win_rate").answer

        assert (found.numerator, found.denominator) == (2, 3)

    def test_a_scope_asks_the_deal_and_then_its_account(self):
        two_deals_won_one_lost()

        assert measured("win_rate", scope=Scope(segment=("Care",))).answer.value == Decimal("0.5")

    def test_a_breakdown_by_channel_follows_the_primary_campaign(self):
        search = two_deals_won_one_lost()
        found = measured("revenue", by="channel")

        assert {member: one.answer.value for member, one in found.items()} == {str(search.channel_id): 20000, "": 10000}

    def test_a_member_without_losses_has_a_win_rate_of_one(self):
        search = two_deals_won_one_lost()

        assert measured("win_rate", by="channel")[str(search.channel_id)].answer.value == 1

    def test_blank_amounts_are_counted_and_are_in_no_sum(self):
        of = make.account()
        make.opportunity(of, "100.00")
        make.opportunity(of, None)
        found = measured("average_deal")

        assert (found.answer.value, found.unknown) == (100, 1)
        assert found.note == "1 amount is unknown; it is in no sum."

    def test_an_amount_in_a_currency_without_a_rate_is_unknown_and_never_added(self):
        of = make.account()
        make.opportunity(of, "100.00")
        make.opportunity(of, "500.00", currency="USD", reported=None)
        found = measured("revenue")

        assert (found.answer.value, found.unknown) == (100, 1)

    def test_only_blank_amounts_are_not_available_and_not_nothing(self):
        make.opportunity(make.account(), None)
        found = measured("revenue").answer

        assert (found.value, found.reason) == (
            None,
            "Not available: none of 1 amounts is known (amount of the opportunities won).",
        )

    def test_a_window_without_deals_is_nothing_where_deals_are_known(self):
        two_deals_won_one_lost()

        assert measured("revenue", window=Window(date(2026, 5, 1), date(2026, 6, 1))).answer.value == 0
        assert measured("win_rate", window=Window(date(2026, 5, 1), date(2026, 6, 1))).answer.value is None

    def test_a_scope_without_rows_is_no_data(self):
        two_deals_won_one_lost()
        found = measured("revenue", scope=Scope(segment=("Space",))).answer

        assert (found.value, found.reason) == (None, "Nothing is known of amount of the opportunities won.")

    def test_a_window_before_all_records_is_no_data(self):
        two_deals_won_one_lost()
        found = measured("revenue", window=Window(date(2020, 1, 1), date(2020, 4, 1))).answer

        assert (found.value, found.reason) == (None, "Records begin on 2026-01-01.")

    def test_a_window_that_has_not_begun_is_no_data(self):
        two_deals_won_one_lost()

        assert measured("revenue", window=Window(date(2027, 1, 1), date(2027, 4, 1))).answer.value is None

    def test_an_opportunity_is_dated_in_the_company_s_zone(self):
        of = make.account()
        deal = make.opportunity(of, "10.00", outcome="open")
        deal.created_at = at(date(2026, 3, 31), hour=23)
        deal.save()

        assert measured("pipeline", zone="UTC").answer.value == 10
        assert measured("pipeline", zone="Europe/Berlin").answer.value is None  # it is 1 April in Berlin

    def test_coverage_asks_what_is_left_of_the_target(self):
        two_deals_won_one_lost()
        quarter = Window(date(2026, 7, 1), date(2026, 10, 1))
        SalesTarget.objects.create(source="t", external_id="1", month=date(2026, 7, 1), target=10000)

        assert measured("pipeline_coverage", window=quarter, now=at(date(2026, 7, 2))).answer.value == Decimal("0.5")


class TestPeople:
    def test_stages_count_first_entries(self):
        of = make.account(segment="Care")
        person = make.contact(of, lead_at=at(date(2026, 1, 5)), mql_at=at(date(2026, 1, 20)))
        make.contact(of, lead_at=at(date(2026, 1, 2)), merged_into=person)
        make.contact(of, lead_at=at(date(2026, 2, 1)))

        assert measured("new_leads_count").answer.value == 2
        assert measured("new_leads_count", window=JANUARY).answer.value == 1
        assert measured("mqls_count", scope=Scope(segment=("Care",))).answer.value == 1

    def test_a_cohort_counts_who_came_on_within_ninety_days(self):
        lead = at(date(2026, 1, 5))
        make.contact(lead_at=lead, mql_at=lead + timedelta(days=90))
        make.contact(lead_at=lead, mql_at=lead + timedelta(days=91))

        assert measured("lead_to_mql").answer.value == Decimal("0.5")

    def test_a_cohort_that_is_too_young_is_no_data(self):
        make.contact(lead_at=at(date(2026, 6, 1)))
        make.contact(mql_at=at(date(2026, 1, 5)))
        found = measured("lead_to_mql", window=Window(date(2026, 6, 1), date(2026, 7, 1))).answer

        assert found.value is None
        assert found.reason.startswith("1 of 1 are too young to tell")

    def test_where_no_record_names_the_next_stage_conversion_is_no_data_and_not_nothing(self):
        make.contact(lead_at=at(date(2026, 1, 5)), mql_at=at(date(2026, 1, 6)))

        for kpi in ("mql_to_sql", "sla_met"):
            found = measured(kpi).answer
            assert (found.value, found.reason[:19]) == (None, "Nothing is known of")

    def test_handover_is_timed_from_mql_to_the_first_sales_activity(self):
        since = at(date(2026, 1, 5))
        prompt, slow, _ = (make.contact(mql_at=since) for _ in range(3))
        work(prompt, since + timedelta(hours=2))
        work(slow, since + timedelta(hours=30))

        assert measured("speed_to_lead").answer.value == 16
        assert round(measured("sla_met").answer.value, 4) == Decimal("0.3333")


class TestSpend:
    def test_cost_per_lead_reconciles_with_the_ledger(self):
        tv, tools = make.campaign("TV", channel=make.channel("TV", is_paid=False)), make.campaign("Tools")
        make.spend(tv, date(2026, 3, 27), "1000.00", days=10)  # half of it in March
        make.spend(tools, date(2026, 2, 1), "100.00", enabling_reason="Licences")
        for day in (5, 6, 7):
            make.contact(lead_at=at(date(2026, 1, day)))

        assert measured("cost_per_lead").answer.value == 200

    def test_spend_that_nobody_knows_is_no_data(self):
        make.spend(make.campaign(), date(2026, 2, 1), None)
        make.opportunity(make.account(), "500.00")
        found = measured("mer").answer

        assert (found.value, found.reason[:14]) == (None, "Not available:")

    def test_without_any_ledger_cost_is_no_data_and_not_nothing(self):
        make.contact(lead_at=at(date(2026, 1, 5)))

        assert measured("cost_per_lead").answer.reason.startswith("Nothing is known of all marketing spend")


class TestCustomers:
    def test_repeat_purchase_counts_days_not_orders(self):
        one, two = make.contact(), make.contact()
        order(one, date(2026, 1, 5))
        order(one, date(2026, 1, 5))
        order(two, date(2026, 1, 5))
        order(two, date(2026, 2, 5))
        order(two, date(2026, 2, 6), "-4.00", is_refund=True)

        assert measured("repeat_rate").answer.value == Decimal("0.5")
        assert measured("average_order").answer.value == 9  # (40 − 4) ÷ 4

    def test_cohort_retention_in_month_three(self):
        first, second = make.contact(), make.contact()
        order(first, date(2026, 1, 31))
        order(second, date(2026, 1, 1))
        order(second, date(2026, 4, 30))

        assert measured("cohort_retention_3", window=JANUARY).answer.value == Decimal("0.5")
        assert measured("cohort_retention_12", window=JANUARY).answer.value is None

    def test_a_lost_renewal_ends_a_customer(self):
        kept, lost, new = (make.account() for _ in range(3))
        for of in (kept, lost):
            make.opportunity(of, created=date(2025, 1, 1), closed=date(2025, 6, 1), kind="new")
        make.opportunity(lost, outcome="lost", closed=date(2026, 2, 1), kind="renewal")
        make.opportunity(new, closed=date(2026, 2, 1), kind="new")

        assert measured("customer_retention").answer.value == Decimal("0.5")
        assert measured("customer_churn").answer.value == Decimal("0.5")

    def test_revenue_retention_of_one_hundred_with_twenty_more_five_less_and_ten_lost(self):
        for before, now in (("50.00", "70.00"), ("40.00", "35.00"), ("10.00", None)):
            of = make.account()
            make.opportunity(of, before, created=date(2025, 1, 1), closed=date(2025, 2, 1))
            if now:
                make.opportunity(of, now, created=date(2026, 1, 1), closed=date(2026, 2, 1), kind="renewal")
        make.opportunity(make.account(), "500.00", kind="new")

        assert measured("gross_revenue_retention").answer.value == Decimal("0.85")
        assert measured("net_revenue_retention").answer.value == Decimal("1.05")


class TestSurveys:
    def test_nps_of_the_latest_wave_has_its_margin(self):
        survey("nps", date(2026, 1, 15), n=400, positive=100)
        survey("nps", date(2026, 3, 15), n=400, positive=200, negative=80)
        found = measured("nps")

        assert (found.answer.value, found.n, round(found.margin, 1)) == (30, 400, Decimal("7.7"))

    def test_awareness_of_thirty_per_cent_has_a_margin_of_four_and_a_half_points(self):
        survey("unaided_awareness", date(2026, 3, 15), n=400, positive=120)
        found = measured("unaided_awareness")

        assert (found.answer.value, round(found.margin, 3)) == (Decimal("0.3"), Decimal("0.045"))

    def test_a_window_without_a_wave_is_no_data(self):
        survey("nps", date(2026, 3, 15), n=400, positive=200)

        assert measured("nps", window=Window(date(2026, 4, 1), date(2026, 5, 1))).answer.value is None


class TestOutside:
    def test_what_nobody_brought_in_is_no_data(self):
        assert measured("share_of_search").answer.reason == "Nothing is known of searches for the brand."

    def test_values_from_outside_make_a_ratio(self):
        for name, value in (("brand_searches", 20), ("category_searches", 80)):
            ExternalValue.objects.create(
                source="t", external_id=name, name=name, value=value,
                measured_on=date(2026, 1, 1), measured_until=date(2026, 2, 1),
            )  # fmt: skip

        assert measured("share_of_search").answer.value == Decimal("0.25")


class TestCredit:
    def test_without_an_attribution_run_there_is_no_data(self):
        assert measured("attributed_revenue").answer.reason == "No attribution run has been published yet."

    def test_attributed_revenue_is_read_from_the_credit_handed_in(self):
        def credits(measures, ask):
            return {
                name: {selectors.Cell(ask.windows[0], Scope()): selectors.Known(Decimal(1500))} for name in measures
            }

        make.spend(make.campaign(), date(2026, 2, 1), "1000.00")

        assert measured("attributed_revenue", credits=credits).answer.value == 1500
        assert measured("campaign_roi", credits=credits).answer.value == Decimal("0.5")
