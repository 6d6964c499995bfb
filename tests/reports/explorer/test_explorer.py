"""The attribution explorer: what its pages say of a world that can be checked by hand."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from attribution.models import Convention, CreditRun, Milestone
from jobs.models import Job
from people.models import Role
from tests import factories as make
from tests.reports.explorer.world import NOW, PAGES, WON, text_of

pytestmark = pytest.mark.django_db


class TestTruth:
    def test_wherever_a_model_is_chosen_it_says_how_far_off_that_model_was(self, as_role, world):
        client, deal = as_role(), reverse("opportunity", args=[world["deal"].pk])
        for address in [*(reverse(name) for name in PAGES), deal]:
            text = text_of(client.get(address, {**WON, "model": "first"}))
            assert 'id="model"' not in text or "Where the truth is known, this model put" in text, address


class TestCredit:
    def test_credit_and_unattributed_are_the_crm_in_a_line(self, as_role, world):
        text = text_of(as_role(Role.BOARD).get(reverse("explorer"), WON))

        assert "Credit €1,200.00 + unattributed €100.00 = CRM €1,300.00" in text
        assert "92 % of €1.3 k revenue follows a touch" in text
        assert "1 of the 4 won deals have no known amount" in text

    def test_every_model_shares_the_same_money_in_its_own_way(self, as_role, world):
        client = as_role()
        for model, letters, stands in (("linear", "€450.00", "€750.00"), ("first", "€900.00", "€300.00")):
            text = text_of(client.get(reverse("explorer"), {**WON, "model": model}))
            assert letters in text
            assert stands in text

    def test_a_campaign_has_its_cost_its_return_and_a_way_to_its_page(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer"), {**WON, "by": "campaign"}))

        assert "€200.00" in text  # Mail
        assert "2.3×" in text  # 450 / 200
        assert "125 %" in text  # (450 - 200) / 200
        assert "€400.00" in text  # 200 for half a won deal
        assert reverse("campaign", args=[world["mail"].pk]) in text

    def test_a_scope_has_credit_but_no_cost_and_says_why(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer"), {**WON, "segment": "Retail"}))

        assert "Credit €1,200.00 + unattributed €0.00 = CRM €1,200.00" in text
        assert "Cost is not split by segment or region" in text

    def test_a_group_leads_on_to_what_it_is_made_of(self, as_role, world):
        stands = world["fair"].channel_id
        text = text_of(as_role().get(reverse("explorer"), {**WON, "by": "campaign", "only_channel": stands}))

        assert "Channel “Stands”" in text
        assert "Credit €750.00 + credited elsewhere €450.00 + unattributed €100.00 = CRM €1,300.00" in text
        assert reverse("campaign", args=[world["mail"].pk]) not in text

    def test_months_are_chosen_in_the_address(self, as_role, world):
        asked = {"milestone": "won", "window": "months", "since": "2026-03", "until": "2026-03"}
        text = text_of(as_role().get(reverse("explorer"), asked))

        assert "Credit €300.00 + unattributed €100.00 = CRM €400.00" in text

    def test_people_stages_count_and_have_no_money(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer"), {"milestone": "lead", "by": "theme", "window": "all"}))

        assert "100 % of 1 leads follow a touch" in text
        assert "Credit 1.00 + unattributed 0.00 = CRM 1.00" in text
        assert "Trust" in text
        assert ">ROAS<" not in text

    def test_nonsense_in_the_address_is_passed_over(self, as_role, world):
        client = as_role()
        for asked in (
            {"milestone": "nonsense", "by": "x", "model": "y", "window": "z", "segment": "Nowhere"},
            {"window": "months", "since": "2026-13", "until": "9999-12"},
            {"window": "months", "since": "2026-05", "until": "2026-01"},
            {"only_channel": "999999", "window": "all"},
            {"only_channel": "9" * 40, "since": "\x00", "only_theme": "-1", "window": "²"},
        ):
            for name in PAGES:
                text_of(client.get(reverse(name), asked))

    def test_the_file_has_every_row_with_full_digits(self, as_role, world):
        response = as_role().get(reverse("explorer_csv"), {**WON, "by": "campaign"})

        rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
        assert [(row["name"], row["value"], row["cost"], row["roas"]) for row in rows] == [
            ("Fair", "750.00", "400.00", "1.8750"),
            ("Mail", "450.00", "200.00", "2.2500"),
            ("(unattributed)", "100.00", None, None),
            ("(CRM)", "1300.00", None, None),
        ]


class TestOtherPages:
    def test_models_stand_side_by_side_with_their_range(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer_models"), WON))

        assert "Stands" in text
        assert "25.0 % – 100.0 %" in text  # first 300 / 1200, last 1200 / 1200
        assert "Models that exist for the whole only" in text
        assert "cannot tell what would have happened" in text

    def test_months_add_up_to_the_crm(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer_months"), WON))

        for word in ("Feb 2026", "Mar 2026", "€900.00", "€400.00", "€100.00"):
            assert word in text

    def test_journeys_are_told_by_path_length_and_days(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer_journeys"), WON))

        assert "Letters → Stands" in text
        assert "2 more milestones have no touch before them" in text
        assert "Half of the journeys have at most 1 touch" in text

    def test_journeys_and_coverage_are_cut_by_scope_in_the_address(self, as_role, world):
        client = as_role()
        of_retail = text_of(client.get(reverse("explorer_journeys"), {**WON, "segment": "Retail"}))
        of_health = text_of(client.get(reverse("explorer_journeys"), {**WON, "segment": "Health"}))
        coverage = text_of(client.get(reverse("explorer_coverage"), {**WON, "segment": "Health"}))

        assert "Letters → Stands" in of_retail
        assert "0 more milestones have no touch before them" in of_retail
        assert "No won deal in these months has a touch before it" in of_health
        assert "Only Health." in coverage
        assert "0 % · 0 of 2" in coverage  # opportunities with contact roles
        assert "none in these months" in coverage  # touches of people there

    def test_what_is_unattributed_has_its_reason_and_what_mends_it(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer_coverage"), WON))

        assert "No contact role, and nobody at the account was touched" in text
        assert f"{reverse('imports:new')}?target=contact_roles" in text
        assert "25 % · 1 of 4" in text  # opportunities with contact roles
        assert "75 % · 3 of 4" in text  # opportunities with an amount

    def test_models_agree_or_differ_on_what_covers_its_cost(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer_models"), {**WON, "by": "campaign"}))

        assert "Depends on the model" in text  # Mail: 900 or 0 for 200
        assert "Among the best three" not in text  # too few deals to draw again

    def test_money_without_credit_under_any_model_is_cut_under_every_model(self, as_role, world):
        poster = make.campaign("Poster", channel=world["mail"].channel)
        make.spend(poster, date(2026, 2, 1), "80.00")
        client = as_role()

        text = text_of(client.get(reverse("explorer_models"), {**WON, "by": "campaign"}))
        listed = client.get(reverse("explorer_csv"), {**WON, "by": "campaign"}).content.decode()

        assert text.count("Cut under every model") == 1
        assert "Poster" in text.split("Cut under every model")[0].rsplit("<tr>", 1)[1]
        assert "Poster" not in text.split('id="models-table"')[0]  # nothing to draw
        (row,) = [row for row in csv.DictReader(StringIO(listed)) if row["name"] == "Poster"]
        assert [float(row[name]) for name in ("value", "cost", "roi")] == [0, 80, -1]

    def test_sourced_influenced_and_attributed_are_kept_apart(self, as_role, world):
        text = text_of(as_role().get(reverse("explorer_readings"), {**WON, "by": "campaign"}))

        assert "Marketing touched 92 % of revenue" in text
        assert "No sales activity was imported" in text
        assert text.count("€1,200.00") >= 1  # the fair touched both deals in full

    def test_a_board_member_sees_no_way_into_single_deals(self, as_role, world):
        client = as_role(Role.BOARD)

        assert reverse("opportunities") not in text_of(client.get(reverse("explorer"), {**WON, "by": "campaign"}))
        assert client.get(reverse("opportunity", args=[world["deal"].pk])).status_code == 403


class TestUnits:
    """By people the deal of 300 has one person, Bea; the deal of 900 names nobody."""

    def test_credit_by_people_adds_up_to_the_same_crm(self, as_role, world):
        client = as_role()
        text = text_of(client.get(reverse("explorer"), {**WON, "unit": "person"}))

        assert "Credit €300.00 + unattributed €1,000.00 = CRM €1,300.00" in text
        assert "journeys of people" in text
        why = text_of(client.get(reverse("explorer_coverage"), {**WON, "unit": "person"}))
        assert "Names no person" in why

    def test_the_file_and_the_interface_say_whose_journeys_they_are(self, as_role, world):
        client = as_role()
        text = client.get(reverse("explorer_csv"), {**WON, "unit": "person"}).content.decode("utf-8-sig")
        rows = {row["name"]: row for row in csv.DictReader(StringIO(text))}
        assert (rows["Stands"]["unit"], rows["Stands"]["value"]) == ("person", "300.00")
        found = client.get(reverse("api_credit"), {**WON, "unit": "person"}).json()
        assert (found["unit"], found["unattributed_value"]) == ("person", "1000.00")

    def test_a_unit_that_was_not_computed_says_so_and_can_be_asked_for(self, as_role, world):
        client, asked = as_role(Role.ANALYST), {"milestone": "opportunity", "window": "all", "unit": "person"}
        for name in PAGES:
            text = text_of(client.get(reverse(name), asked))
            assert "Journeys of people to this milestone have not been computed" in text
        assert client.get(reverse("api_credit"), asked).status_code == 404

        client.post(reverse("attribution_both_units", args=["opportunity"]), {"back": "/attribution/?unit=person"})

        assert Convention.objects.get(milestone=Milestone.OPPORTUNITY).both_units
        assert Job.objects.get().kind == "reports.recompute"

    def test_the_journey_of_a_deal_by_its_person(self, as_role, world):
        client = as_role()
        small, big = (reverse("opportunity", args=[world[name].pk]) for name in ("small", "deal"))

        assert "the primary contact, or who was named first" in text_of(client.get(small, {"unit": "person"}))
        assert "No contact role names a person" in text_of(client.get(big, {"unit": "person"}))
        asked = {"unit": "person", "milestone": "opportunity"}
        assert "have not been computed" in text_of(client.get(small, asked))


class TestEmpty:
    @pytest.fixture(autouse=True)
    def nothing_computed(self, world):
        """Before the first run; the test's own transaction brings the run back."""
        CreditRun.objects.all().delete()

    def test_pages_without_a_run_say_what_to_do(self, as_role):
        client = as_role()
        for name in PAGES:
            text = text_of(client.get(reverse(name)))
            assert "No credit has been computed yet" in text
            assert reverse("imports:new") in text

    def test_a_run_that_found_nothing_says_so(self, as_role):
        moments = dict.fromkeys(("started_at", "finished_at", "published_at"), NOW)
        CreditRun.objects.create(settings={}, inputs_digest="0", **moments)

        assert "The newest run found nothing to credit" in text_of(as_role().get(reverse("explorer")))

    def test_the_file_is_empty_and_not_an_error(self, as_role):
        assert as_role().get(reverse("explorer_csv")).content.decode("utf-8-sig").startswith("by,id,name")

    def test_a_recompute_under_way_shows_its_progress(self, as_role):
        Job.objects.create(kind="reports.recompute")

        assert "Recompute attribution" in text_of(as_role().get(reverse("explorer")))


def test_pages_take_at_most_twelve_queries(as_role, world, django_assert_max_num_queries):
    client = as_role()
    client.get(reverse("explorer"))
    for name in PAGES:
        for by in ("channel", "campaign"):
            with django_assert_max_num_queries(12):
                client.get(reverse(name), {**WON, "by": by})
