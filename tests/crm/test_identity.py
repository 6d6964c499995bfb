"""Merges are listed and can be taken apart; names of campaigns are brought home by rules."""

import pytest
from django.utils import timezone

from campaigns.models import Campaign
from crm import selectors, services
from crm.core.likeness import likeliest
from crm.models import Account, Contact, NameRule, Touchpoint
from jobs.services import run_waiting
from people.models import Role
from tests import factories as make
from tests.imports.helpers import counts, import_text, undo

pytestmark = pytest.mark.django_db
PEOPLE = "external_id,email\nP1,ada@nordwind.example\nP2,bob@nordwind.example\n"
MAILER = "external_id,email\n7,ADA@nordwind.example\n"
TOUCHES = (
    "external_id,contact_key,occurred_at,campaign_key\n"
    "T1,P1,2026-01-05T10:00:00Z,spring_sale_2026\nT2,P1,2026-01-06T10:00:00Z,Spring_Sale_2026\n"
    "T3,P2,2026-01-07T10:00:00Z,spring_50%\nT4,P2,2026-01-08T10:00:00Z,autumn\nT5,P2,2026-01-09T10:00:00Z,\n"
)


@pytest.fixture
def analyst(client):
    user = make.user(Role.ANALYST)
    client.force_login(user)
    return user


@pytest.fixture
def merged():
    import_text(PEOPLE, "contacts")
    import_text(MAILER, "contacts", source="mailer")
    return Contact.objects.get(source="mailer")


@pytest.fixture
def touched():
    import_text(PEOPLE, "contacts")
    return import_text(TOUCHES, "touchpoints")


def rule(pattern, *, by, campaign=None, channel=None):
    made = services.make_rule(pattern=pattern, campaign=campaign, channel=channel, by=by, now=timezone.now())
    run_waiting()
    return made


def homes():
    found = Touchpoint.objects.order_by("external_id").values_list("external_id", "campaign__name")
    return {key: name for key, name in found if name}


class TestMerges:
    def test_a_merge_is_listed_masked_taken_apart_and_stays_so(self, client, analyst, merged):
        page = client.get("/identity/").content.decode()
        assert "a•••@•••.example (mailer 7)" in page
        assert "ada@" not in page.lower()

        client.post(f"/identity/contacts/{merged.pk}/apart/")
        import_text(MAILER.replace("7,", "8,"), "contacts", source="mailer")
        import_text(MAILER, "contacts", source="mailer")

        merged.refresh_from_db()
        assert (merged.merged_into, merged.kept_apart) == (None, True)
        assert Contact.objects.get(external_id="8").merged_into.external_id == "P1"
        assert "Kept apart" in client.get("/identity/").content.decode()

    def test_what_was_kept_apart_may_merge_again(self, client, analyst, merged):
        services.take_apart(merged, by=analyst, now=timezone.now())
        client.post(f"/identity/contacts/{merged.pk}/together/")

        import_text(MAILER, "contacts", source="mailer")

        merged.refresh_from_db()
        assert merged.merged_into.external_id == "P1"
        with pytest.raises(services.NotMerged):
            services.take_apart(Contact.objects.get(external_id="P1"), by=analyst, now=timezone.now())

    def test_companies_are_taken_apart_too(self, client, analyst):
        import_text("external_id,name,domain\nA1,Nordwind,nordwind.example\n", "accounts")
        shop = "external_id,name,domain\n9,Nordwind AG,nordwind.example\n"
        import_text(shop, "accounts", source="shop")
        one = Account.objects.get(source="shop")
        assert "Nordwind AG (shop 9)" in client.get("/identity/?kind=accounts").content.decode()

        client.post(f"/identity/accounts/{one.pk}/apart/")
        import_text(shop, "accounts", source="shop")

        assert Account.objects.get(source="shop").merged_into is None

    def test_an_undo_restores_a_merge_that_was_taken_apart_to_before_its_import(self, merged, analyst):
        last = import_text("external_id,email\nP2,ada@nordwind.example\n", "contacts")
        services.take_apart(Contact.objects.get(external_id="P2"), by=analyst, now=timezone.now())

        undo(last)

        assert Contact.objects.get(external_id="P2").email == "bob@nordwind.example"


class TestRules:
    def test_unknown_names_are_listed_by_volume_and_a_rule_brings_them_home(self, analyst, touched):
        assert [(row["name"], row["touches"]) for row in selectors.unresolved_names()][-1][1] == 1
        assert {row["name"] for row in selectors.names_like("SPRING*")} == {
            "spring_sale_2026", "Spring_Sale_2026", "spring_50%",
        }  # fmt: skip
        spring, sale = make.campaign("Spring"), make.campaign("Sale")

        rule("spring*", campaign=spring, by=analyst)
        rule("spring_sale*", campaign=sale, by=analyst)

        assert homes() == {"T1": "Sale", "T2": "Sale", "T3": "Spring"}
        assert [row["name"] for row in selectors.unresolved_names()] == ["autumn"]

    def test_signs_of_a_pattern_other_than_the_star_mean_themselves(self, analyst, touched):
        rule("spring_50%", campaign=make.campaign("Half"), by=analyst)
        rule("s_r_ng*", campaign=make.campaign("Never"), by=analyst)

        assert homes() == {"T3": "Half"}
        assert list(selectors.names_like("s.r*")) == []

    def test_rules_hold_at_import_and_the_same_file_again_changes_nothing(self, analyst):
        import_text(PEOPLE, "contacts")
        rule("spring*", campaign=make.campaign("Spring"), by=analyst)

        import_text(TOUCHES, "touchpoints")

        assert set(homes()) == {"T1", "T2", "T3"}
        assert counts(import_text(TOUCHES, "touchpoints")) == (0, 0, 5, 0, 0)

    def test_a_rule_may_give_only_a_channel(self, analyst, touched):
        rule("autumn", channel=make.channel("Email"), by=analyst)

        assert Touchpoint.objects.get(external_id="T4").channel.name == "Email"

    def test_a_dropped_rule_lets_its_names_go_and_a_campaign_that_came_later_finds_them(self, client, analyst, touched):
        made = rule("autumn", campaign=make.campaign("Wrong"), by=analyst)
        client.post(f"/campaign-names/rules/{made.pk}/drop/")
        run_waiting()
        assert homes() == {}

        import_text("external_id,name\nautumn,Autumn days\n", "campaigns")
        client.post("/campaign-names/apply/")
        run_waiting()

        assert homes() == {"T4": "Autumn days"}

    def test_the_page_offers_the_likeliest_campaign_for_one_click(self, client, analyst, touched):
        spring = make.campaign("Spring sale")
        page = client.get("/campaign-names/?pattern=spring*").content.decode()
        assert "It means Spring sale" in page
        assert "spring_50%" in page

        client.post("/campaign-names/rules/", {"pattern": "spring_sale_2026", "campaign": spring.pk})
        run_waiting()

        assert set(homes()) == {"T1", "T2"}
        assert Campaign.objects.count() == 1

    @pytest.mark.parametrize("said", [{"pattern": "*"}, {"pattern": "x"}, {"pattern": ""}])
    def test_a_rule_without_letters_or_aim_is_refused(self, client, analyst, said):
        answer = client.post(
            "/campaign-names/rules/", {**said, **({} if said["pattern"] == "x" else {"campaign": make.campaign().pk})}
        )

        assert answer.status_code == 422
        assert not NameRule.objects.exists()

    def test_names_that_are_as_near_to_two_campaigns_are_not_guessed(self):
        assert likeliest(["sale"], {1: "Spring sale", 2: "Summer sale"}) == {}
        assert likeliest(["x"], {}) == {}
