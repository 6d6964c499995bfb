"""The shipped formulas, held to the known answers of their definitions."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kpis.core.catalogue import CATALOGUE
from kpis.core.formula import Answer, evaluate, in_order, parse
from kpis.core.measures import MEASURES
from kpis.core.words import Family, Tier, Timing
from kpis.models import Definition
from kpis.services import ship_catalogue

TOLD = Path(__file__).resolve().parents[2] / "docs" / "kpi-catalogue.md"
# Row by row of the design: what has to be shipped, and which unit, tier and direction it has.
DESIGN = {
    "stages": ("new_leads_count mqls_count sqls_count opportunities_count customers_won_count", "count"),
    "conversion of a cohort": ("lead_to_mql mql_to_sql sql_to_opportunity opportunity_to_won", "share"),
    "conversion in a window": ("mqls_per_lead sqls_per_mql opportunities_per_sql won_per_opportunity", "share"),
    "win rate": ("win_rate win_rate_by_value", "share"),
    "sales cycle": ("sales_cycle_mean sales_cycle_median", "days"),
    "deals and pipeline": ("average_deal pipeline open_pipeline revenue", "money"),
    "coverage": ("pipeline_coverage", "multiple"),
    "velocity": ("pipeline_velocity", "money_per_day"),
    "cost": ("cac cac_with_sales cac_paid cost_per_lead cost_per_mql cost_per_sql cost_per_opportunity", "money"),
    "payback": ("cac_payback", "months"),
    "sourced": (
        "sourced_pipeline sourced_revenue sourced_pipeline_first_touch sourced_revenue_first_touch "
        "sourced_pipeline_touch_before_sales sourced_revenue_touch_before_sales",
        "money",
    ),
    "influenced and attributed": (
        "influenced_pipeline influenced_revenue attributed_pipeline attributed_revenue", "money",
    ),
    "returns": ("campaign_roi roas romi mer", "multiple"),
    "customer value": ("clv_contract clv_orders clv_cohort", "money"),
    "retention": (
        "customer_retention customer_churn gross_revenue_retention net_revenue_retention cohort_retention_1 "
        "cohort_retention_3 cohort_retention_12 repeat_rate",
        "share",
    ),
    "nps": ("nps", "points"),
    "brand": (
        "aided_awareness unaided_awareness recall consideration social_engagement share_of_voice share_of_search "
        "market_share",
        "share",
    ),
    "handover": ("mql_acceptance sla_met", "share"),
    "speed": ("speed_to_lead", "hours"),
    "activity": ("impressions clicks views followers", "count"),
    "rates of activity": ("ctr open_rate", "share"),
}  # fmt: skip
FALLS = {
    "sales_cycle_mean", "sales_cycle_median", "cac", "cac_with_sales", "cac_paid", "cac_payback", "cost_per_lead",
    "cost_per_mql", "cost_per_sql", "cost_per_opportunity", "customer_churn", "annual_churn", "speed_to_lead",
    "cost_per_click",
}  # fmt: skip

KNOWN = set(MEASURES) | set(CATALOGUE)


def worked(key, **values):
    """The KPI's value with these base measures, its own KPIs worked out first."""
    formulas = {k: parse(row.formula, known=KNOWN) for k, row in CATALOGUE.items() if row.formula}
    operands = {name: Answer(Decimal(str(value))) for name, value in values.items()}
    for name in in_order(formulas):
        if set(formulas[name].names) <= set(operands):
            found = evaluate(formulas[name], operands)
            operands.setdefault(name, found)
    return operands[key].value


def test_every_formula_can_be_read_and_none_needs_itself():
    formulas = {key: parse(row.formula, known=KNOWN) for key, row in CATALOGUE.items() if row.formula}

    assert len(in_order(formulas)) == len(formulas) > 60


def test_no_kpi_has_the_name_of_a_base_measure():
    assert set(MEASURES) & set(CATALOGUE) == set()


def test_every_kpi_says_what_it_is():
    assert [key for key, row in CATALOGUE.items() if not row.text.endswith(".") or not row.source] == []
    assert len({row.name for row in CATALOGUE.values()}) == len(CATALOGUE)


def test_every_row_of_the_design_is_shipped_in_its_unit_and_good_when_it_goes_its_way():
    asked = {key: unit for keys, unit in DESIGN.values() for key in keys.split()}

    assert {key: CATALOGUE[key].unit for key in asked} == asked
    assert {key for key, row in CATALOGUE.items() if row.direction == "down"} == FALLS
    activity = {key for key, row in CATALOGUE.items() if row.family == Family.ACTIVITY}
    assert {key for key, row in CATALOGUE.items() if row.tier in {Tier.INPUT, Tier.OUTPUT}} == activity | {
        "new_leads_count", "social_engagement",
    }  # fmt: skip
    assert {row.timing for row in CATALOGUE.values()} == set(Timing)


def test_the_documentation_lists_the_catalogue_as_it_is_shipped():
    rows = re.findall(r"^\| (\w+) \| (.+?) \|$", TOLD.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {key: rest.split(" | ") for key, rest in rows if key != "key"}

    assert told == {
        key: [
            row.name, f"`{row.formula}`" if row.formula else "–", row.unit, row.direction, row.tier, row.timing,
            row.family, row.answers, row.source, row.cadence,
        ]
        for key, row in CATALOGUE.items()
    }  # fmt: skip


@pytest.mark.django_db
def test_what_is_shipped_is_told_with_its_version_and_waits_for_both_signatures():
    ship_catalogue(now=datetime(2026, 1, 1, tzinfo=UTC))
    rows = {row.key: row for row in Definition.objects.current()}

    assert set(rows) == set(CATALOGUE)
    for key, row in rows.items():
        kept = CATALOGUE[key]
        for name in ("name", "text", "formula", "unit", "direction", "tier", "timing", "family", "source", "cadence"):
            assert getattr(row, name) == getattr(kept, name), (key, name)
        assert (row.version, row.marketing_signed_at, row.finance_signed_at, row.owner) == (1, None, None, None)


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("pipeline_velocity", {"opportunities": 50, "average_deal": 25000, "win_rate": "0.25",
                               "sales_cycle_mean": 60}, "5208.33"),
        ("win_rate", {"won_deals": 12, "lost_deals": 36}, "0.25"),
        ("win_rate_by_value", {"won_revenue": 300, "lost_amount": 100}, "0.75"),
        ("sales_cycle_mean", {"cycle_days": 90, "cycle_deals": 2}, "45"),
        ("average_deal", {"won_revenue": 300, "won_deals_with_amount": 2}, "150"),
        ("pipeline_coverage", {"pipeline_due": 900, "sales_target": 500, "won_revenue": 200}, "3"),
        ("cac", {"spend": 10000, "customers_won": 8}, "1250"),
        ("cac_paid", {"paid_spend": 6000, "customers_with_paid_first_touch": 4}, "1500"),
        ("cac_payback", {"cac": 1200, "arpa": 100, "gross_margin": "0.8"}, "15"),
        ("cost_per_mql", {"spend": 10000, "mqls": 80}, "125"),
        ("campaign_roi", {"attributed_revenue": 150, "campaign_spend": 100}, "0.5"),
        ("roas", {"attributed_revenue": 150, "campaign_spend": 100}, "1.5"),
        ("romi", {"attributed_revenue": 150, "gross_margin": "0.8", "campaign_spend": 100}, "0.2"),
        ("mer", {"won_revenue": 1000, "spend": 200}, "5"),
        ("clv_contract", {"arpa": 100, "gross_margin": "0.8", "annual_churn": "0.2"}, "4800"),
        ("clv_orders", {"average_order": 50, "orders_per_customer": 4, "gross_margin": "0.5",
                        "customer_lifespan_years": 3}, "300"),
        ("customer_retention", {"customers_retained": 90, "customers_at_start": 100}, "0.9"),
        ("customer_churn", {"customers_retained": 90, "customers_at_start": 100}, "0.1"),
        # start 100, expansion 20, contraction 5, churned 10
        ("gross_revenue_retention", {"revenue_kept": 85, "revenue_before": 100}, "0.85"),
        ("net_revenue_retention", {"revenue_of_same": 105, "revenue_before": 100}, "1.05"),
        ("cohort_retention_3", {"cohort_month_3": 20, "cohort_size": 80}, "0.25"),
        ("repeat_rate", {"repeat_buyers": 30, "buyers": 120}, "0.25"),
        ("nps", {"promoters": 200, "detractors": 80, "nps_respondents": 400}, "30"),
        ("unaided_awareness", {"unaided_yes": 120, "unaided_respondents": 400}, "0.3"),
        ("social_engagement", {"social_engagements": 50, "social_impressions": 1000}, "0.05"),
        ("share_of_search", {"brand_searches": 20, "category_searches": 80}, "0.25"),
        ("mql_acceptance", {"sals": 40, "mqls": 50}, "0.8"),
        ("ctr", {"ad_clicks": 30, "ad_impressions": 1000}, "0.03"),
    ],
)  # fmt: skip
def test_a_known_answer(key, values, expected):
    assert round(worked(key, **values), 2) == Decimal(expected)


def test_without_churn_the_value_of_a_customer_is_no_data():
    assert worked("clv_contract", arpa=100, gross_margin="0.8", annual_churn=0) is None


def test_without_cost_the_return_is_no_data():
    assert worked("campaign_roi", attributed_revenue=150, campaign_spend=0) is None
