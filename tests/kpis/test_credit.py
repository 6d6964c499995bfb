"""From touches and deals through an attribution run to attributed KPIs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from attribution.services import run_credit
from crm.models import Contact, Opportunity, SalesActivity
from kpis import selectors, services
from kpis.models import Measurement
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from people.models import Role
from tests import factories as make
from tests.kpis.world import NOW, QUARTER, measured

pytestmark = pytest.mark.django_db(transaction=True)  # attribution reads through a connection of its own


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def world():
    """Three touches before a deal of 900 that was won, and one of 100 that nobody touched; 400 spent on mail."""
    mail = make.campaign("Mail", channel=make.channel("Letters", is_paid=True))
    fair = make.campaign("Fair", channel=make.channel("Stands", is_paid=False))
    firm = make.account("Firm", segment="Retail")
    person = make.contact(firm)
    for day, campaign in ((date(2026, 1, 5), mail), (date(2026, 2, 1), fair), (date(2026, 2, 3), mail)):
        make.touch(person, day, campaign)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.opportunity(make.account("Stranger", segment="Health"), "100.00", closed=date(2026, 3, 1))
    make.spend(mail, date(2026, 1, 5), "400.00")
    run_credit(now=NOW)
    return {"mail": mail, "fair": fair}


def test_attributed_revenue_roi_and_influenced_revenue_reach_the_measurements_and_name_their_model(client, world):
    asked = {"now": NOW, "scopes": [Scope(segment=("Health",))], "breakdowns": ("campaign", "segment")}
    run = services.measure_all([QUARTER], **asked)

    with transaction.atomic():  # one connection after all, since no other would see what stands in a transaction
        assert services.measure_all([QUARTER], **asked).inputs_digest == run.inputs_digest
    assert (run.credit_run_id is None, run.locked_model) == (False, "linear")
    assert selectors.latest("attributed_revenue", QUARTER).value == 900
    assert selectors.latest("influenced_revenue", QUARTER).value == 900
    assert selectors.latest("sourced_revenue_first_touch", QUARTER).value == 900
    assert selectors.latest("campaign_roi", QUARTER).value == Decimal("1.25")
    assert selectors.latest("attributed_revenue", QUARTER, Scope(segment=("Health",))).value == 0
    found = Measurement.objects.filter(key="attributed_revenue", dimension="campaign").values_list("member", "value")
    assert dict(found) == {str(world["mail"].pk): 600, str(world["fair"].pk): 300}
    client.force_login(make.user(Role.BOARD))
    told = client.get("/api/v1/measurements/", {"kpi": "roas,influenced_revenue", "scope": "everything"}).json()
    assert {row["kpi"]: row["model"] for row in told["results"]} == {"roas": "linear", "influenced_revenue": ""}
    cycle = make.cycle(QUARTER.starts_on, QUARTER.ends_on)
    assert "Linear model</dd>" in client.get("/kpis/attributed_revenue/", {"cycle": cycle.pk}).text


def test_credit_is_split_by_what_the_deal_and_the_touch_name_and_by_the_model_asked_for(world):
    credits, _ = selectors.newest_credit()
    first, _ = selectors.newest_credit(model="first")

    def split(key, by, credits=credits):
        return {member: one.answer.value for member, one in measured(key, by=by, credits=credits).items()}

    paid = str(world["mail"].channel_id)
    assert {value for value in split("attributed_revenue", "channel", first).values() if value} == {900}
    assert split("attributed_revenue", "segment") == {"Retail": 900}
    assert split("influenced_revenue", "segment") == {"Retail": 900, "Health": 0}
    assert split("influenced_revenue", "campaign") == {None: None}
    assert measured("cac_paid", credits=credits).answer.value == 400  # one deal came after a first letter
    assert split("cac_paid", "channel")[paid] == 400
    part = measured("attributed_revenue", window=Window(date(2026, 2, 1), date(2026, 2, 15)), credits=credits)
    assert part.answer.reason == "Credit is kept by month; choose whole months."


def test_what_marketing_touched_before_sales_is_sourced_once_sales_activity_is_known(world):
    credits, _ = selectors.newest_credit()
    nobody_knows = measured("sourced_revenue_touch_before_sales", credits=credits).answer
    SalesActivity.objects.create(
        source="crm", external_id="A1", contact=Contact.objects.get(), occurred_at=datetime(2026, 1, 10, tzinfo=UTC)
    )
    run_credit(now=NOW)

    credits, _ = selectors.newest_credit()

    assert nobody_knows.reason == "No sales activity was imported, so nobody knows whether marketing was first."
    assert measured("sourced_revenue_touch_before_sales", credits=credits).answer.value == 900
    assert measured("sourced_pipeline_touch_before_sales", credits=credits).answer.value == 900


CREDITED = [
    "attributed_revenue",
    "influenced_pipeline",
    "sourced_revenue_first_touch",
    "sourced_pipeline_touch_before_sales",
]


@pytest.mark.parametrize("key", CREDITED)
def test_where_no_deal_is_known_there_is_no_credit_instead_of_a_credit_of_nothing(world, key):
    credits, _ = selectors.newest_credit()
    before = measured(key, window=Window(date(2025, 10, 1), date(2026, 1, 1)), credits=credits).answer
    Opportunity.objects.all().delete()
    run_credit(now=NOW)

    credits, _ = selectors.newest_credit()
    never = measured(key, credits=credits).answer

    assert (before.value, before.reason[:16]) == (None, "Records begin in")
    assert never.value is None
    assert never.reason in {"No won opportunity is known.", "No opportunity is known."}
