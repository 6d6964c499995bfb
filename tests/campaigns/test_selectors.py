from datetime import date
from decimal import Decimal

import pytest

from campaigns import selectors
from campaigns.models import BudgetEntry
from organisation.core.calendar import Window
from tests import factories as make

pytestmark = pytest.mark.django_db
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))


def budget(campaign, layer, month, amount):
    value = Decimal(amount)
    return BudgetEntry.objects.create(
        campaign=campaign, layer=layer, month=month, amount=value, reported=value, currency="EUR",
        source="test", external_id=f"{campaign.pk}{layer}{month}",
    )  # fmt: skip


class TestSpendByCampaign:
    def test_an_entry_over_the_edge_counts_by_its_days(self):
        tv = make.campaign("TV")
        make.spend(tv, date(2026, 3, 27), "1000.00", days=10)  # five days in March, five in April

        assert selectors.spend_by_campaign(QUARTER)[tv.pk].amount == Decimal("500.00")

    def test_an_unknown_amount_is_counted_not_summed_as_nothing(self):
        fair = make.campaign("Fair")
        make.spend(fair, date(2026, 2, 1), None)
        found = selectors.spend_by_campaign(QUARTER)[fair.pk]

        assert (found.amount, found.unknown) == (Decimal("0.00"), 1)

    def test_enabling_spend_is_kept_apart(self):
        tools = make.campaign("Tools")
        make.spend(tools, date(2026, 2, 1), "90.00", enabling_reason="Licences")
        make.spend(tools, date(2026, 2, 2), "10.00")

        assert selectors.spend_by_campaign(QUARTER)[tools.pk].amount == Decimal("10.00")
        total = selectors.ledger_total(QUARTER)
        assert (total.working, total.enabling, total.spend) == (Decimal("10.00"), Decimal("90.00"), Decimal("100.00"))


class TestLines:
    def test_every_layer_lands_in_its_month(self):
        search = make.campaign("Search brand")
        budget(search, "plan", date(2026, 1, 1), "100")
        budget(search, "committed", date(2026, 2, 1), "30")
        make.spend(search, date(2026, 1, 5), "40.00")
        make.spend(search, date(2026, 1, 31), "59.00", days=29)  # 1 day in January, 28 in February

        found = selectors.lines(QUARTER)

        assert found[search.pk, date(2026, 1, 1)].actual == Decimal("42.03")
        assert found[search.pk, date(2026, 2, 1)].actual == Decimal("56.97")
        assert found[search.pk, date(2026, 2, 1)].exposed == Decimal("56.97")
        assert selectors.line_by_campaign(QUARTER)[search.pk].available == Decimal("1.00")


def test_a_campaign_without_dates_is_always_running():
    always = make.campaign("Always on")
    make.campaign("Over", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))

    assert list(selectors.running_in(QUARTER)) == [always]
