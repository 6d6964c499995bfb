"""The programming interface of the plan: the same rules as the pages."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alignment.models import CampaignLink
from campaigns.models import BudgetEntry, Campaign
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST = timezone.now().date().replace(day=1)
JSON = {"content_type": "application/json"}


@pytest.fixture
def api(client):
    client.force_login(make.user(Role.MARKETER))
    return client


def test_a_campaign_is_made_and_changed_by_its_revision(api):
    made = api.post("/api/v1/campaigns/", {"name": "Fair"}, **JSON)
    assert made.status_code == 201
    address = f"/api/v1/campaigns/{made.json()['id']}/"

    assert api.patch(address, {"team": "Field", "revision": 1}, **JSON).status_code == 200
    assert api.patch(address, {"team": "Other", "revision": 1}, **JSON).status_code == 409
    assert Campaign.objects.get().team == "Field"


def test_days_out_of_order_are_refused(api):
    days = {"starts_on": FIRST.isoformat(), "ends_on": (FIRST - timedelta(days=1)).isoformat()}
    assert api.post("/api/v1/campaigns/", {"name": "Fair", **days}, **JSON).status_code == 400


def test_a_budget_is_set_by_month_until_it_is_approved(api):
    fair = make.campaign("Fair")
    address, cells = (
        f"/api/v1/campaigns/{fair.pk}/budget/",
        [{"layer": "plan", "month": FIRST.isoformat(), "amount": "9"}],
    )
    assert api.put(address, cells, **JSON).json()[0]["amount"] == "9.00"

    Campaign.objects.update(plan_approved_at=timezone.now())
    assert "locked" in api.put(address, cells, **JSON).content.decode()
    assert BudgetEntry.objects.get().reported == Decimal(9)


def test_links_are_a_whole_statement_from_a_day_on(api):
    fair, aim = make.campaign("Fair"), make.objective(make.cycle(FIRST, FIRST + timedelta(days=92)))
    address = f"/api/v1/campaigns/{fair.pk}/links/"

    def put(*links):
        return api.put(address, {"since": FIRST.isoformat(), "links": list(links)}, **JSON)

    assert put({"objective": aim.pk, "share": "0.6"}).status_code == 200
    assert put({"objective": aim.pk, "share": "0.6"}, {"objective": aim.pk, "share": "0.6"}).status_code == 400
    assert put({"share": "0.6"}).status_code == 400
    assert CampaignLink.objects.get().share == Decimal("0.6")
    assert put().json() == []
