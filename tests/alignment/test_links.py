from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from alignment import services
from alignment.models import CampaignLink, Exemption
from alignment.services import LinkRefused, Share, SharesTooLarge
from okrs.models import Cycle
from tests import factories as make

pytestmark = pytest.mark.django_db
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
D = Decimal


@pytest.fixture
def cycle():
    return make.cycle(date(2026, 1, 1), date(2026, 4, 1))


@pytest.fixture
def two(cycle):
    return make.objective(cycle, "Win mid-sized firms"), make.objective(cycle, "Keep customers")


@transaction.atomic
def create_and_check(**fields):
    """Make a link and let the database judge it now, not at the end of the transaction."""
    CampaignLink.objects.create(**fields)
    connection.check_constraints()


class TestLinkCampaign:
    def test_a_re_map_leaves_the_days_before_as_they_were(self, two):
        fair, (first, second) = make.campaign("Fair"), two
        services.link_campaign(
            campaign=fair, shares=[Share(first, D("0.6")), Share(second, D("0.4"))], since=JANUARY, by=None
        )

        services.link_campaign(campaign=fair, shares=[Share(second, D(1))], since=MARCH, by=None)

        def on(day):
            return {link.objective: link.share for link in CampaignLink.objects.open_on(day)}

        assert on(date(2026, 2, 28)) == {first: D("0.6"), second: D("0.4")}
        assert on(MARCH) == {second: D(1)}

    def test_more_than_all_of_the_money_is_refused_and_nothing_is_saved(self, two):
        fair = make.campaign("Fair")
        with pytest.raises(SharesTooLarge, match="add up to 110\u202f%; at most 100 % can be given away"):
            services.link_campaign(
                campaign=fair, shares=[Share(two[0], D("0.7")), Share(two[1], D("0.4"))], since=JANUARY, by=None
            )

        assert not CampaignLink.objects.exists()

    def test_the_database_itself_refuses_more_than_all_of_the_money(self, two):
        fair = make.campaign("Fair")
        CampaignLink.objects.create(campaign=fair, objective=two[0], share=D("0.7"), since=JANUARY, until=MARCH)
        with pytest.raises(IntegrityError, match=r"add up to 1\.1"):
            create_and_check(campaign=fair, objective=two[1], share=D("0.4"), since=date(2026, 2, 1))

    def test_a_supporting_link_carries_no_money(self, two):
        with pytest.raises(LinkRefused, match="carries no money"):
            services.link_campaign(
                campaign=make.campaign(), shares=[Share(two[0], D("0.1"), role="supporting")], since=JANUARY, by=None
            )

    def test_a_closed_cycle_keeps_its_links(self, cycle, two):
        Cycle.objects.filter(pk=cycle.pk).update(state="closed", closed_at="2026-04-02T00:00Z")
        with pytest.raises(LinkRefused, match=r"is closed .* from 01 Apr 2026 on"):
            services.link_campaign(campaign=make.campaign(), shares=[Share(two[0], D(1))], since=MARCH, by=None)

    def test_a_campaign_that_is_over_cannot_be_linked_from_a_later_day(self, two):
        over = make.campaign("Over", ends_on=date(2026, 1, 31))
        with pytest.raises(LinkRefused, match="ended on 31 Jan 2026"):
            services.link_campaign(campaign=over, shares=[Share(two[0], D(1))], since=MARCH, by=None)


class TestExemption:
    def test_it_needs_a_reason(self):
        with pytest.raises(LinkRefused, match="Say why"):
            services.declare_exemption(campaign=make.campaign("Tools"), reason=" ", since=JANUARY, by=None)

    def test_linking_ends_it_on_that_day(self, two):
        tools = make.campaign("Tools")
        services.declare_exemption(campaign=tools, reason="Licences", since=JANUARY, by=None)
        services.link_campaign(campaign=tools, shares=[Share(two[0], D(1))], since=MARCH, by=None)

        assert Exemption.objects.get().until == MARCH
