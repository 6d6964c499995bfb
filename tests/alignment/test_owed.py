"""What somebody owes beside check-ins: links of their campaigns, deliveries of their sources."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alignment.models import CampaignLink, Exemption
from alignment.selectors.owed import owed_elsewhere
from imports.models import Batch, Source
from people.models import Role
from tests import factories as make
from tests.imports.helpers import import_text
from tests.okrs.makers import cycle, objective

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = NOW.date()


@pytest.fixture
def ada(client):
    found = make.user(Role.MARKETER)
    client.force_login(found)
    return found


@pytest.fixture
def quarter():
    return cycle(day=TODAY)


def owed(user, quarter):
    return owed_elsewhere(user, cycle=quarter, today=TODAY, now=NOW)


class TestLinks:
    def test_own_campaigns_without_a_link_or_a_reason_are_owed(self, ada, quarter):
        plain, linked, kept_out = (make.campaign(name, owner=ada) for name in ("Plain", "Linked", "Kept out"))
        make.campaign("Of somebody else", owner=make.user())
        make.campaign("Long over", owner=ada, starts_on=TODAY - timedelta(900), ends_on=TODAY - timedelta(800))
        CampaignLink.objects.create(campaign=linked, objective=objective(quarter), share=1, since=quarter.starts_on)
        Exemption.objects.create(campaign=kept_out, reason="Tools", since=quarter.starts_on)

        assert owed(ada, quarter).campaigns == [plain]

    def test_a_link_that_ended_leaves_the_campaign_owed_again(self, ada, quarter):
        fair = make.campaign("Fair", owner=ada)
        CampaignLink.objects.create(
            campaign=fair, objective=objective(quarter), share=1, since=TODAY - timedelta(200), until=TODAY
        )

        assert owed(ada, quarter).campaigns == [fair]

    def test_without_a_cycle_no_link_is_owed(self, ada):
        make.campaign("Fair", owner=ada)

        assert len(owed(ada, None)) == 0


class TestSources:
    def test_own_late_sources_are_owed(self, ada, quarter):
        import_text("external_id,name\nA1,Nordwind\n", "accounts", source="crm")
        Source.objects.filter(name="crm").update(owner=ada, cadence_days=7)
        Batch.objects.update(loaded_at=NOW)
        assert owed(ada, quarter).sources == []

        Batch.objects.update(loaded_at=NOW - timedelta(days=8))
        assert [health.source.name for health in owed(ada, quarter).sources] == ["crm"]
        assert owed(make.user(), quarter).sources == []


class TestPage:
    def test_it_leads_to_the_campaign_and_to_the_import_and_the_badge_counts_both(self, client, ada, quarter):
        make.campaign("Fair", owner=ada)
        import_text("external_id,name\nA1,Nordwind\n", "accounts", source="crm")
        Source.objects.filter(name="crm").update(owner=ada, cadence_days=7)
        Batch.objects.update(loaded_at=NOW - timedelta(days=8))

        page = client.get("/owed/check-ins/").content.decode()

        assert "Fair" in page
        assert "/imports/new/?source=crm" in page
        assert "2" in client.get("/counts/owed/").content.decode()
