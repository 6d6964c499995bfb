"""What a run keeps beside credit, in worlds that differ: who was first, intervals and standing, the range."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest

from attribution import selectors, services
from attribution.models import Milestone
from crm.models import SalesActivity
from organisation.core.calendar import Window
from people.models import Role
from tests import factories as make
from tests.attribution.beside_world import NOW, QUARTER, sourced, three_won_deals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("facts_of_their_own")]
D = Decimal


@pytest.fixture
def world():
    return three_won_deals()


class TestSourcing:
    def test_marketing_is_first_only_where_sales_had_not_called_before(self, world):
        for person, day in ((world["ada"], 10), (world["bea"], 1)):
            SalesActivity.objects.create(
                contact=person, occurred_at=datetime(2026, 1, day, tzinfo=UTC), source="test", external_id=f"s{day}"
            )

        run = services.run_credit(now=NOW)

        assert sourced(run)["before_sales"] == (1, D("900.00"))

    def test_a_primary_campaign_sources_by_two_rules(self, world):
        make.opportunity(
            make.account("Named"), "50.00", created=date(2026, 3, 1), closed=date(2026, 3, 9),
            primary_campaign=world["fair"],
        )  # fmt: skip

        run = services.run_credit(now=NOW)

        assert sourced(run)["source_field"] == (2, D("950.00"))
        assert sourced(run)["primary_campaign"] == (1, D("50.00"))


class TestReturns:
    def test_thirty_deals_have_an_interval_that_holds_the_estimate(self, world, client):
        for _ in range(30):
            firm = make.account(segment="Retail")
            make.touch(make.contact(firm), date(2026, 1, 5), world["mail"])
            make.opportunity(firm, "100.00", created=date(2026, 1, 9), closed=date(2026, 2, 9))
        make.spend(world["mail"], date(2026, 1, 3), "150.00")

        run = services.run_credit(now=NOW)

        month = Window(date(2026, 2, 1), date(2026, 3, 1))
        for window in (QUARTER, month):  # from the bootstrap, and in closed form
            mail = selectors.returns(run, model="linear", window=window)[0]
            if window == QUARTER:
                assert mail.roi.low < mail.roi.value < mail.roi.high
                assert mail.cac.low < mail.cac.value < mail.cac.high
        client.force_login(make.user(Role.MARKETER))
        for by, window in (("campaign", "all"), ("channel", "all"), ("campaign", "months&since=2026-01&until=2026-02")):
            file = client.get(f"/attribution/credit.csv?milestone=won&by={by}&window={window}").content.decode()
            first = next(csv.DictReader(StringIO(file)))
            told = ["roas", "roi", "cost_of_one", *(["share"] if window == "all" else [])]
            for low, found, high in (
                [float(first[name + end] or "inf") for end in ("_low", "", "_high")] for name in told
            ):
                assert low < found < high, (by, window)
            page = client.get(f"/attribution/?milestone=won&by={by}&window={window}").content.decode()
            assert page.split('id="credit-table"')[1].split("</tr>")[1].count("<small>") >= len(told)
        ranking = selectors.ranking(run, model="linear", milestone=Milestone.WON)
        assert ranking.groups == (world["mail"].pk, world["fair"].pk)
        assert ranking.chance(world["mail"].pk, world["fair"].pk) > 0.9
        assert ranking.among(world["mail"].pk, 1) == ranking.beats[0][1]
        assert ranking.among(world["fair"].pk, 2) == 1.0


class TestRange:
    def test_the_range_holds_every_model_and_look_back(self, world):
        old = make.account("Old")
        make.touch(make.contact(old), date(2025, 9, 1), world["mail"])  # 180 days see it, 90 do not
        make.opportunity(old, "70.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))

        run = services.run_credit(now=NOW)

        spans = selectors.spans(run, milestone=Milestone.WON)
        mail = spans[world["mail"].pk]
        assert (mail.value_low, mail.value_high) == (0.0, 970.0)
