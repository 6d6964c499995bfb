"""KPI values, lines of orders, free attributes, merged records, names in place of ids."""

from datetime import date
from decimal import Decimal

import pytest

from crm.models import Account, Contact, Opportunity, Order, Touchpoint
from imports.services import FileRefused, NotReady
from kpis.models import ExternalValue
from tests.imports.helpers import counts, digest, import_text, undo

pytestmark = pytest.mark.django_db


class TestKpiValues:
    TEXT = "KPI,Month,Value,Part,Region\nBrand searches,2026-01,1240,,DACH\nbrand_searches,2026-02,,,DACH\n"

    def test_a_name_in_words_is_the_key_and_a_month_is_its_days(self):
        assert counts(import_text(self.TEXT, "kpi_values")) == (2, 0, 0, 0, 0)
        first, second = ExternalValue.objects.order_by("measured_on")
        assert (first.name, first.measured_on, first.measured_until) == (
            "brand_searches",
            date(2026, 1, 1),
            date(2026, 2, 1),
        )
        assert (first.value, first.region, second.value) == (Decimal(1240), "DACH", None)

    def test_the_same_again_changes_nothing_and_a_correction_replaces_its_month(self):
        import_text(self.TEXT, "kpi_values")

        assert counts(import_text(self.TEXT, "kpi_values")) == (0, 0, 2, 0, 0)
        assert counts(import_text(self.TEXT.replace("1240", "1250"), "kpi_values")) == (0, 1, 1, 0, 0)

    def test_parts_stay_apart(self):
        import_text("KPI,Day,Value,Part\nSessions,2026-01-01,3,Direct\nSessions,2026-01-01,4,Email\n", "kpi_values")

        found = {value.attributes["part"]: value.value for value in ExternalValue.objects.all()}
        assert found == {"Direct": 3, "Email": 4}

    def test_a_name_without_a_letter_is_rejected(self):
        assert counts(import_text("KPI,Day,Value\n??,2026-01-01,3\n", "kpi_values"))[4] == 1


class TestOrderLines:
    TEXT = (
        "Order ID,Ordered,Quantity,Unit price,Currency\n"
        "B1,2026-01-05T10:00:00Z,2,3.50,GBP\nB1,2026-01-05T10:00:00Z,1,1.25,GBP\nB2,2026-01-06T10:00:00Z,-1,1.25,GBP\n"
    )

    def test_the_lines_of_an_order_add_up_and_all_are_accounted_for(self):
        assert counts(import_text(self.TEXT, "order_lines")) == (3, 0, 0, 0, 0)
        found = {order.external_id: (order.amount, order.is_refund) for order in Order.objects.all()}
        assert found == {"B1": (Decimal("8.25"), False), "B2": (Decimal("-1.25"), True)}
        assert counts(import_text(self.TEXT, "order_lines")) == (0, 0, 3, 0, 0)

    def test_a_line_beyond_any_order_is_rejected(self):
        text = self.TEXT.replace("2,3.50", "2000000000000000,99999999999")

        assert counts(import_text(text, "order_lines")) == (2, 0, 0, 0, 1)


class TestAttributes:
    TEXT = "Account ID,Account name,Contract,Note\nA1,One,Two year,\nA2,Two,,x\n"

    def test_columns_are_kept_under_names_of_their_own_and_blanks_are_left_out(self):
        result = import_text(self.TEXT, "accounts", attributes={"contract": "Contract", "note": "Note"})

        assert dict(Account.objects.values_list("external_id", "attributes")) == {
            "A1": {"contract": "Two year"},
            "A2": {"note": "x"},
        }
        assert result.detected.dropped == ()
        assert counts(import_text(self.TEXT, "accounts")) == (0, 0, 2, 0, 0)

    def test_a_column_of_names_and_values_must_be_one(self):
        text = 'Account ID,Account name,Free attributes\nA1,One,"{""a"": 1}"\nA2,Two,[1]\nA3,Three,oops\n'

        assert counts(import_text(text, "accounts")) == (1, 0, 0, 0, 2)
        assert Account.objects.get().attributes == {"a": 1}

    def test_a_target_without_them_says_so(self):
        with pytest.raises(FileRefused, match="Budgets keep no free attributes"):
            import_text("campaign_key,layer,month,x\nA,plan,2026-01,1\n", "budgets", attributes={"x": "x"})


class TestRowsChosen:
    def test_only_rows_that_are_asked_for_are_taken_and_the_others_counted(self):
        text = "Account ID,Account name,Kind\nA1,One,Customer\nA2,Two,Supplier\n"

        assert counts(import_text(text, "accounts", keeps={"Kind": ["customer"]})) == (1, 0, 0, 1, 0)
        with pytest.raises(FileRefused, match="no column “Sort”"):
            import_text(text, "accounts", source="other", keeps={"Sort": ["x"]})


class TestMergedRecords:
    TEXT = "Contact ID,E-mail,Merged contact IDs\nP1,ada@example.com,P7; P8\nP8,,\n"

    def test_old_ids_go_on_naming_the_survivor(self):
        before = digest("crm.Contact")
        result = import_text(self.TEXT, "contacts")
        survivor = Contact.objects.get(external_id="P1")
        assert set(survivor.merged.values_list("external_id", flat=True)) == {"P7", "P8"}

        import_text("Touchpoint ID,Contact ID,Time\nT1,P7,2026-01-01T00:00:00Z\n", "touchpoints")

        assert Touchpoint.objects.get().contact.merged_into == survivor
        Touchpoint.objects.all().delete()
        assert counts(import_text(self.TEXT, "contacts"))[2] == 2
        undo(result)
        assert digest("crm.Contact") == before


class TestNamesInPlaceOfIds:
    def test_an_account_is_found_by_its_name_only_with_the_users_word(self):
        import_text("Account ID,Account name\nA1,Nordwind\n", "accounts")
        deals = "Opportunity ID,Opportunity name,Amount,Currency,Account name\nO1,Big,1,EUR,nordwind\n"

        with pytest.raises(NotReady, match="no column for “Account ID”, only names in “Account name”"):
            import_text(deals, "opportunities")
        import_text(deals, "opportunities", names_as_keys=True)

        assert Opportunity.objects.get().account.external_id == "A1"

    def test_an_address_may_stand_for_a_person_whatever_its_case(self):
        import_text("E-mail,Full name\nAda@Example.com,Ada\n", "contacts", names_as_keys=True)

        assert counts(import_text("E-mail,Full name\nada@example.com,Ada\n", "contacts")) == (0, 0, 1, 0, 0)

    def test_a_member_without_an_id_is_one_person_in_one_campaign(self):
        import_text("external_id,email\n003000000000001AAA,a@b.example\n", "contacts")
        import_text("external_id,name\n701000000000001AAA,Spring\n", "campaigns")
        text = "Contact ID,Campaign ID,Campaign name,Member status,Member first associated date\n"
        text += "003000000000001AAA,701000000000001AAA,Spring,{},2026-01-01\n"
        import_text(text.format("Sent"), "campaign_members")

        assert counts(import_text(text.format("Responded"), "campaign_members")) == (0, 1, 0, 0, 0)
        assert Touchpoint.objects.get().campaign.name == "Spring"
