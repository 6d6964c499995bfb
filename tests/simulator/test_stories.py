"""The planted stories, checked against the files that an importer gets."""

import json
from decimal import Decimal

import pytest

from tests.simulator.company import column, rows, told, written

KEYS = [
    *("starved_segment", "hollow_display", "wrong_objective", "punished_brand"),
    *("dropped_objective", "ownerless_kpi", "restated_quarter"),
]


def story(key: str) -> dict:
    return next(item for item in json.loads(written()["stories.json"])["stories"] if item["key"] == key)


def won_in(name: str, first: str, last: str) -> Decimal:
    return sum(
        (Decimal(row["Amount"]) for row in rows(name) if row["IsWon"] == "true" and first <= row["CloseDate"] < last),
        Decimal(0),
    )


class TestStories:
    def test_all_seven_are_told_with_their_money(self):
        told_stories = json.loads(written()["stories.json"])["stories"]

        assert [item["key"] for item in told_stories] == KEYS
        assert all(item["money"] > 10_000 for item in told_stories)

    def test_campaigns_and_objectives_of_stories_exist(self):
        for key in KEYS:
            assert set(story(key)["campaigns"]) <= set(column("campaigns.csv", "external_id"))
            known = {*column("objectives.csv", "name"), *column("business_objectives.csv", "name"), ""}
            assert story(key)["objective"] in known

    def test_healthcare_gets_a_third_of_the_share_it_should(self):
        figures = story("starved_segment")["figures"]
        weight = {row["name"]: row["weight"] for row in rows("business_objectives.csv")}

        assert figures["target_share"] == float(weight["Become a leader in healthcare"]) == 0.3
        assert figures["spend_share_of_mapped"] < 0.12
        assert story("starved_segment")["money"] == pytest.approx(
            0.3 * figures["mapped_spend"] - figures["spend"], abs=0.01
        )

    def test_the_display_programme_has_clicks_and_no_credit(self):
        figures = story("hollow_display")["figures"]

        assert figures["share_of_clicks"] > 0.3
        assert figures["share_of_linear_pipeline_credit_last_four_quarters"] < 0.2 * figures["share_of_spend"]

    def test_the_mislinked_campaign_sells_to_new_customers(self):
        linked = {
            row["objective"]
            for row in rows("links.csv")
            if row["campaign_key"] in story("wrong_objective")["campaigns"]
        }

        assert linked == {"Make customers stay and grow"}
        assert story("wrong_objective")["figures"]["share_of_linear_credit_in_new_business"] > 0.75

    def test_the_brand_programme_opens_more_than_it_closes_and_awareness_grows(self):
        figures = story("punished_brand")["figures"]
        first, last = (
            figures["first_touch_pipeline_last_four_quarters"],
            figures["last_touch_pipeline_last_four_quarters"],
        )
        unaided = [row for row in rows("survey_readings.csv") if row["measure"] == "unaided_awareness"]

        assert first > 2.5 * last
        assert int(unaided[-1]["positive"]) > 1.3 * int(unaided[0]["positive"])

    def test_spend_after_the_drop_is_what_the_file_holds(self):
        (dropped,) = [row for row in rows("objectives.csv") if row["state"] == "dropped"]
        campaigns = set(story("dropped_objective")["campaigns"])
        after = sum(
            Decimal(row["amount"])
            for row in rows("spend.csv")
            if row["campaign_key"] in campaigns and row["days"] >= dropped["dropped_on"]
        )

        assert after == Decimal(str(story("dropped_objective")["money"]))

    def test_the_happiness_index_has_neither_owner_nor_system(self):
        assert set(column("kpi_values.csv", "owner")) == {""}
        resting = [row for row in rows("key_results.csv") if row["kpi"] == "Customer happiness index"]
        assert {row["owner"] for row in resting} == {""}

    def test_the_two_exports_differ_by_what_the_restatement_says(self):
        figures, quarter = story("restated_quarter")["figures"], told().calendar.quarters[5]
        dates = (str(quarter.starts_on), str(quarter.ends_on))
        reported = won_in("salesforce_opportunity_as_closed.csv", *dates)
        restated = won_in("salesforce_opportunity.csv", *dates)

        assert reported == Decimal(str(figures["won_revenue_as_reported"]))
        assert restated == Decimal(str(figures["won_revenue_as_restated"]))
        parts = Decimal(str(figures["changed_amounts"])) + Decimal(str(figures["late_deals"]))
        assert restated - reported == parts == Decimal(str(story("restated_quarter")["money"]))
