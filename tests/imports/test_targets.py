"""What each target does beyond reading columns, and that its template needs no mapping."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Asset, Audience, BudgetEntry, Campaign, Channel, ChannelWord, SpendEntry, Theme
from crm.models import ContactRole, Opportunity, Order, SalesActivity, StageEvent, SurveyReading
from imports import registry
from imports.core.suggest import suggest
from imports.core.template import template_rows
from imports.services import UndoRefused
from organisation.models import ExchangeRate
from tests.imports.helpers import counts, digest, import_text, undo

pytestmark = pytest.mark.django_db
CAMPAIGNS = "external_id,name\nC1,Spring\n"
DEAL = "external_id,name,amount,currency,closes_on,is_closed,is_won\nO1,Big,100,USD,2026-02-01,true,true\n"


@pytest.mark.parametrize("target", [entry.name for entry in registry.targets()])
def test_the_template_of_a_target_is_recognised_as_its_own(target):
    headings, example = template_rows(registry.target(target))

    found = suggest(headings, name="file.csv", targets=registry.targets(), presets=registry.presets())

    assert found[0].target == target
    assert len(example) == len(headings)


class TestGroups:
    def test_a_channel_that_is_known_is_changed_and_a_new_one_gets_its_own_word(self):
        result = import_text("name,kind,is_paid\ndisplay,offline,false\nSkywriting,offline,true\n", "channels")

        assert counts(result)[:2] == (1, 1)
        assert Channel.objects.get(name__iexact="display").kind == "offline"
        assert ChannelWord.objects.get(word="Skywriting").channel.name == "Skywriting"

    def test_undoing_groups_restores_them(self):
        labels = ("campaigns.Channel", "campaigns.ChannelWord", "campaigns.Theme", "campaigns.Audience")
        before = digest(*labels)
        results = [
            import_text("name,kind\ndisplay,offline\nSkywriting,offline\n", "channels"),
            import_text("name,description\nGrowth,Grow\n", "themes"),
            import_text('name,scope\nClinics,"{""segment"": [""Healthcare""]}"\n', "audiences"),
        ]
        assert Theme.objects.get().description == "Grow"
        assert Audience.objects.get().scope == {"segment": ["Healthcare"]}
        for result in reversed(results):
            undo(result)

        assert digest(*labels) == before


class TestPlan:
    def test_budgets_belong_to_the_first_of_their_month(self):
        import_text(CAMPAIGNS, "campaigns")
        text = "campaign_key,layer,month,amount,currency\nC1,plan,2026-02,10,EUR\nC1,Forecast,2026-02-01,9,EUR\n"

        assert counts(import_text(text, "budgets")) == (2, 0, 0, 0, 0)
        assert {str(entry.month) for entry in BudgetEntry.objects.all()} == {"2026-02-01"}

    def test_a_budget_of_an_unknown_campaign_is_rejected(self):
        result = import_text("campaign_key,layer,month,amount,currency\nC9,plan,2026-02,10,EUR\n", "budgets")

        assert counts(result) == (0, 0, 0, 0, 1)

    def test_assets_hang_under_their_campaign(self):
        import_text(CAMPAIGNS, "campaigns")
        import_text("external_id,campaign_key,name,kind\nA1,C1,Guide,Whitepaper\n", "assets")

        assert (Asset.objects.get().campaign.name, Asset.objects.get().kind) == ("Spring", "other")


class TestDeals:
    def test_stages_roles_orders_and_activities_find_their_rows(self):
        import_text("external_id,email\nP1,a@b.example\n", "contacts")
        import_text(DEAL, "opportunities")
        import_text("opportunity_key,stage,entered_at\nO1,Proposal,2026-01-05T10:00:00Z\n", "opportunity_history")
        import_text("opportunity_key,contact_key,role\nO1,P1,Buyer\nO1,P9,Ghost\n", "contact_roles")
        import_text("contact_key,occurred_at,kind\nP1,2026-01-04T10:00:00Z,Call\n", "sales_activities")

        assert StageEvent.objects.get().opportunity.name == "Big"
        assert ContactRole.objects.get().contact.email == "a@b.example"
        assert SalesActivity.objects.get().contact.external_id == "P1"

    def test_a_refund_is_negative_however_it_is_written(self):
        text = "external_id,ordered_at,amount,currency,is_refund\n1,2026-01-01,50,EUR,\n2,2026-01-02,50,EUR,true\n"
        import_text(text + "3,2026-01-03,-5,EUR,\n", "orders")

        found = {order.external_id: (order.amount, order.is_refund) for order in Order.objects.all()}
        assert found == {"1": (Decimal(50), False), "2": (Decimal(-50), True), "3": (Decimal(-5), True)}

    def test_more_answers_than_respondents_are_no_survey(self):
        head = "measure,taken_on,respondents,positive,negative\n"
        result = import_text(head + "NPS,2026-01-01,100,60,30\nnps,2026-02-01,100,80,30\n", "survey_readings")

        assert counts(result) == (1, 0, 0, 0, 1)
        assert SurveyReading.objects.get().positive == 60


class TestExchangeRates:
    RATES = "currency,on,rate\nUSD,2026-01-01,0.9\nUSD,2026-02-01,0.8\n"

    def test_amounts_that_waited_are_converted_by_the_rate_of_their_day(self):
        deals = import_text(DEAL, "opportunities")
        before = digest("crm.Opportunity")
        assert "No exchange rate for USD" in deals.detected.warnings[0]

        rates = import_text(self.RATES, "exchange_rates")

        found = Opportunity.objects.get()
        assert (found.reported, found.rate_on) == (Decimal("80.00"), date(2026, 2, 1))
        with pytest.raises(UndoRefused, match="undo that one first"):
            undo(deals)
        undo(rates)
        assert digest("crm.Opportunity") == before
        assert not ExchangeRate.objects.exists()

    def test_a_rate_of_zero_is_rejected(self):
        assert counts(import_text("currency,on,rate\nUSD,2026-01-01,0\n", "exchange_rates"))[4] == 1


class TestWideSheets:
    WIDE = {"names_as_keys": True, "currency": "EUR", "constants": {"amounts": "net", "spread": "evenly"}}

    def test_a_column_per_campaign_becomes_an_entry_per_month(self):
        text = (
            'Month,TV,Spring,Total\n2026-01,"1,000.50",-,"1,000.50"\n2026-02,2,30,32\nTotal,"1,002.50",30,"1,032.50"\n'
        )
        import_text(CAMPAIGNS, "campaigns")
        result = import_text(text, "spend", preset="wide-offline-sheet", **self.WIDE)

        assert counts(result) == (3, 0, 0, 1, 0)
        assert [(t.declared, t.read) for t in result.detected.totals] == [(Decimal("1032.50"), Decimal("1032.50"))]
        first = SpendEntry.objects.get(amount=Decimal("1000.50"))
        assert (first.spent_on, first.spent_until, first.line) == (date(2026, 1, 1), date(2026, 2, 1), 2)
        assert Campaign.objects.count() == 2  # Spring was known by its name

    def test_a_month_per_column_reads_the_same(self):
        text = "Channel,Jan 2026,Feb 2026,Total\nTV,100,oops,100\nRadio,,20,20\nTotal,100,20,120\n"
        result = import_text(text, "spend", preset="wide-offline-sheet", **self.WIDE)

        assert counts(result) == (2, 0, 0, 1, 1)
        assert [(p.line, p.value) for p in result.problems if p.fate == "rejected"] == [(2, "oops")]
        assert sorted(str(entry.spent_on) for entry in SpendEntry.objects.all()) == ["2026-01-01", "2026-02-01"]
