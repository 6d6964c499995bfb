"""Opportunities and their journeys: found by words, told touch by touch, the same by the programming interface."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from crm.models import Opportunity
from people.models import Role
from tests import factories as make
from tests.reports.explorer.world import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make.user(Role.ANALYST))
    return client


class TestList:
    def test_words_of_a_name_an_account_or_an_id_find_it(self, analyst, world):
        for words in ("big", "FIRM deal", world["deal"].external_id):
            text = text_of(analyst.get(reverse("opportunities"), {"q": words}))
            assert "Big deal" in text
            assert ">Small<" not in text

    def test_a_campaign_leads_to_the_deals_of_people_it_touched(self, analyst, world):
        text = text_of(analyst.get(reverse("opportunities"), {"campaign": world["mail"].pk}))

        assert "Touched by Mail" in text
        assert "Big deal" in text
        assert ">Small<" not in text

    def test_nothing_found_says_what_to_do(self, analyst, world):
        text = text_of(analyst.get(reverse("opportunities"), {"q": "nobody", "outcome": "x", "campaign": "9" * 30}))

        assert "Take a filter away" in text

    def test_a_thousand_of_them_take_no_more_queries(self, analyst, world, django_assert_max_num_queries):
        account = world["deal"].account
        Opportunity.objects.bulk_create(
            Opportunity(source="many", external_id=str(n), name=f"D {n}", account=account, currency="EUR")
            for n in range(1000)
        )
        with django_assert_max_num_queries(12):
            assert "Page 1 of 21" in text_of(analyst.get(reverse("opportunities")))


class TestJourney:
    def test_every_touch_has_its_credit_and_the_reason(self, analyst, world):
        text = text_of(analyst.get(reverse("opportunity", args=[world["deal"].pk]), {"model": "first"}))

        assert "2 touches before it; First touch gives 100 % to Mail" in text
        assert "The first touch takes all" in text
        assert "Not the first touch" in text
        assert "€900.00" in text
        assert "everybody at the account" in text

    def test_models_of_the_whole_share_the_deal_as_they_share_the_whole(self, analyst, world):
        text = text_of(analyst.get(reverse("opportunity", args=[world["deal"].pk]), {"model": "markov"}))

        assert "credits channels with all milestones together and no single deal" in text
        assert "that these channels have in all" in text
        assert "Shapley, rates" in text
        parts = [Decimal(cell) for cell in re.findall(r'data-label="Credit" data-value="([0-9.]+)"', text)]
        assert (len(parts), sum(parts)) == (2, Decimal("900.00"))

    def test_the_way_to_being_created_is_shorter_than_the_way_to_being_won(self, analyst, world):
        address = reverse("opportunity", args=[world["deal"].pk])
        text = text_of(analyst.get(address, {"milestone": "opportunity"}))

        assert "1 touch before it" in text
        assert "1 touch gets no credit: 0 before the look-back, 1 after the milestone" in text

    def test_a_deal_that_nobody_is_credited_with_says_why(self, analyst, world):
        stranger = Opportunity.objects.get(account__name="Stranger")

        text = text_of(analyst.get(reverse("opportunity", args=[stranger.pk])))

        assert "It names neither an account with people nor contact roles" in text

    def test_a_deal_without_any_day_has_no_journey(self, analyst, world):
        bare = Opportunity.objects.create(source="test", external_id="bare", name="Bare", currency="EUR")

        assert "no day of creation" in text_of(analyst.get(reverse("opportunity", args=[bare.pk])))

    def test_before_the_first_run_the_page_says_so(self, analyst, world):
        world["run"].__class__.objects.all().delete()

        assert "No credit has been computed yet" in text_of(
            analyst.get(reverse("opportunity", args=[world["deal"].pk]))
        )

    def test_the_page_takes_at_most_twelve_queries(self, analyst, world, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            analyst.get(reverse("opportunity", args=[world["deal"].pk]))


class TestInterface:
    def test_credit_is_offered_with_its_proof(self, analyst, world):
        asked = {"milestone": "won", "window": "all", "by": "campaign", "model": "linear"}
        found = analyst.get(reverse("api_credit"), asked).json()

        assert [(row["name"], row["value"], row["roas"]) for row in found["rows"]] == [
            ("Fair", "750.00", "1.8750"),
            ("Mail", "450.00", "2.2500"),
        ]
        assert (found["unattributed_value"], found["crm_value"], found["unknown_values"]) == ("100.00", "1300.00", 1)
        assert (found["model"], found["milestone"], found["until"]) == ("linear", "won", "2026-04-01")

    def test_a_journey_names_no_people(self, analyst, world):
        found = analyst.get(reverse("api_opportunity_journey", args=[world["deal"].pk]), {"model": "linear"}).json()

        assert [(touch["campaign"], touch["share"], touch["amount"]) for touch in found["touches"]] == [
            ("Mail", 0.5, "450.00"),
            ("Fair", 0.5, "450.00"),
        ]
        assert "Ada" not in str(found)

    def test_before_the_first_run_there_is_nothing(self, analyst, world):
        world["run"].__class__.objects.all().delete()

        assert analyst.get(reverse("api_credit")).status_code == 404
