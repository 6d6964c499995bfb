"""From touches and deals through an attribution run to attributed KPIs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from attribution.services import run_credit
from crm.models import Contact, SalesActivity
from kpis import selectors, services
from kpis.models import Measurement
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests import factories as make
from tests.kpis.world import NOW, QUARTER, measured

pytestmark = pytest.mark.django_db(transaction=True)  # attribution reads through a connection of its own


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def world():
    """Three touches before a deal of 900 that was won, and one of 100 that nobody touched; 400 spent on mail."""
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    fair = make.campaign("Fair", channel=make.channel("Stands"))
    firm = make.account("Firm", segment="Retail")
    person = make.contact(firm)
    for day, campaign in ((date(2026, 1, 5), mail), (date(2026, 2, 1), fair), (date(2026, 2, 3), mail)):
        make.touch(person, day, campaign)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.opportunity(make.account("Stranger", segment="Health"), "100.00", closed=date(2026, 3, 1))
    make.spend(mail, date(2026, 1, 5), "400.00")
    run_credit(now=NOW)
    return {"mail": mail, "fair": fair}


def test_attributed_revenue_roi_and_influenced_revenue_reach_the_measurements(world):
    run = services.measure_all([QUARTER], now=NOW, scopes=[Scope(segment=("Health",))])

    assert run.credit_run_id is not None
    assert selectors.latest("attributed_revenue", QUARTER).value == 900
    assert selectors.latest("influenced_revenue", QUARTER).value == 900
    assert selectors.latest("sourced_revenue_first_touch", QUARTER).value == 900
    assert selectors.latest("campaign_roi", QUARTER).value == Decimal("1.25")
    assert selectors.latest("attributed_revenue", QUARTER, Scope(segment=("Health",))).value == 0


def test_attributed_revenue_is_split_by_campaign_and_adds_up(world):
    services.measure_all([QUARTER], now=NOW)
    found = Measurement.objects.filter(key="attributed_revenue", dimension="campaign").values_list("member", "value")

    assert dict(found) == {str(world["mail"].pk): 600, str(world["fair"].pk): 300}


def test_another_model_splits_differently(world):
    credits, _ = selectors.newest_credit(model="first")
    found = measured("attributed_revenue", by="channel", credits=credits)

    assert {one.answer.value for one in found.values() if one.answer.value} == {900}


def test_part_of_a_month_has_no_credit_of_its_own(world):
    credits, _ = selectors.newest_credit()
    found = measured("attributed_revenue", window=Window(date(2026, 2, 1), date(2026, 2, 15)), credits=credits)

    assert found.answer.reason == "Credit is kept by month; choose whole months."


def test_what_is_influenced_is_not_split_because_it_does_not_add_up(world):
    credits, _ = selectors.newest_credit()

    assert measured("influenced_revenue", by="campaign", credits=credits)[None].answer.value is None


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
