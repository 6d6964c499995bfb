"""Which campaigns serve an objective, with their money by share, on the pages of the objectives."""

from datetime import date
from decimal import Decimal

import pytest

from alignment.models import CampaignLink
from alignment.selectors.funding import NOBODY, funding
from campaigns.models import BudgetEntry
from people.models import Role
from tests import factories as make
from tests.okrs.makers import cycle, key_result, objective

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 10)
D = Decimal


@pytest.fixture
def quarter():
    return cycle(day=DAY)


def link(campaign, aim, share="1", **facts):
    facts = {"since": DAY.replace(day=1), **facts}
    field = "key_result" if hasattr(aim, "objective_id") else "objective"
    return CampaignLink.objects.create(campaign=campaign, share=D(share), **{field: aim}, **facts)


class TestFunding:
    def test_money_goes_by_share_to_the_key_result_and_up_to_its_objective(self, quarter):
        goal = objective(quarter)
        part, fair, search = key_result(goal), make.campaign(name="Fair"), make.campaign(name="Search")
        make.spend(fair, DAY, "1000")
        make.spend(search, DAY, "90")
        BudgetEntry.objects.create(campaign=fair, layer="plan", month=DAY.replace(day=1), amount=2000, reported=2000)
        link(fair, part, "0.25")
        link(search, goal)

        found = funding(quarter, today=DAY)

        assert [(row.link.campaign.name, row.planned, row.spent) for row in found[f"o{goal.pk}"].rows] == [
            ("Fair", D("500.00"), D("250.00")),
            ("Search", None, D("90.00")),
        ]
        assert (found[f"o{goal.pk}"].spent, found[f"o{goal.pk}"].planned) == (D("340.00"), D("500.00"))
        assert [row.link.campaign.name for row in found[f"k{part.pk}"].rows] == ["Fair"]
        assert funding(quarter, today=DAY, key_result=part.pk).keys() == found.keys()

    def test_an_amount_that_nobody_knows_is_none_and_an_ended_link_serves_nothing(self, quarter):
        goal, fair, radio = objective(quarter), make.campaign(), make.campaign()
        link(fair, goal)
        link(radio, goal, until=DAY)

        found = funding(quarter, today=DAY)[f"o{goal.pk}"]

        assert (len(found.rows), found.spent, found.planned) == (1, None, None)
        assert (NOBODY.rows, NOBODY.spent) == ((), None)


class TestPages:
    def test_objective_key_result_and_map_name_the_campaign_and_its_money(self, client, quarter):
        goal = objective(quarter)
        part, fair = key_result(goal), make.campaign(name="Fair & Co")
        make.spend(fair, DAY, "1000")
        link(fair, part, "0.5")
        client.force_login(make.user(Role.MARKETER))

        objective_page = client.get(f"/objectives/{goal.pk}/").content.decode()
        key_result_page = client.get(f"/objectives/key-results/{part.pk}/").content.decode()
        zoomed = client.get(f"/objectives/map/?cycle={quarter.pk}&business=none").content.decode()

        for page in (objective_page, key_result_page):
            assert "Fair &amp; Co" in page
            assert "€500.00" in page
        assert "1 campaign, €500 spent" in zoomed
        assert "Fair &amp; Co" in zoomed

    def test_without_links_the_page_leads_to_the_desk(self, client, quarter):
        goal = objective(quarter)
        client.force_login(make.user(Role.MARKETER))

        page = client.get(f"/objectives/{goal.pk}/").content.decode()

        assert "No campaign serves it" in page
        assert "/desk/?cycle=" in page
