"""Requirements 10 to 12: an import is whole, repeatable, traceable and can be undone."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign, CampaignKey, SpendEntry
from crm.models import Account, Contact, Opportunity, Touchpoint
from imports.core.refusals import FileRefused, NotReady
from imports.loading.undo import UndoRefused
from imports.models import Batch, Issue, Previous
from tests.imports.helpers import counts, digest, import_text, undo

pytestmark = pytest.mark.django_db

ACCOUNTS = "Account ID,Account name,Domain,Region\nA1,Nordwind,www.nordwind.example,EMEA\nA2,Südstern,,APAC\n"
SPEND = (
    "Campaign ID,Campaign name,Day,Cost,Currency,Clicks\n"
    'C1,Spring,2026-01-05,"1,200.50",EUR,10\nC1,Spring,2026-01-05,10.00,EUR,5\nC2,Total Care,2026-01-06,,EUR,\n'
    "Total,,,1210.50,,15\n"
)


class TestRepeating:
    def test_the_same_file_twice_changes_nothing(self):
        first = import_text(ACCOUNTS, "accounts")
        before = digest("crm.Account")

        second = import_text(ACCOUNTS, "accounts")

        assert (counts(first), counts(second)) == ((2, 0, 0, 0, 0), (0, 0, 2, 0, 0))
        assert digest("crm.Account") == before

    def test_a_shuffled_file_gives_the_same_state(self):
        import_text(SPEND, "spend")
        kept = ("id", "line", "batch_id", "campaign_id")
        before = digest("campaigns.SpendEntry", without=kept)
        head, *rows = SPEND.splitlines(keepends=True)

        again = import_text(head + "".join(reversed(rows)), "spend")

        assert counts(again) == (0, 0, 3, 1, 0)
        assert digest("campaigns.SpendEntry", without=kept) == before

    def test_a_corrected_day_replaces_the_day_and_leaves_the_others(self):
        import_text(SPEND, "spend")

        result = import_text("Campaign ID,Day,Cost,Currency\nC1,2026-01-05,99.00,EUR\n", "spend")

        assert counts(result) == (0, 1, 0, 0, 0)
        assert SpendEntry.objects.get(spent_on=date(2026, 1, 5)).amount == Decimal("99.00")
        assert SpendEntry.objects.count() == 2

    def test_a_partial_file_leaves_unmapped_columns_alone(self):
        import_text(ACCOUNTS, "accounts")

        import_text("Account ID,Account name\nA1,Nordwind AG\n", "accounts")

        account = Account.objects.get(external_id="A1")
        assert (account.name, account.region, account.domain) == ("Nordwind AG", "EMEA", "nordwind.example")

    def test_every_row_knows_its_import_and_line(self):
        result = import_text("\n\n" + ACCOUNTS, "accounts")

        assert Account.objects.get(external_id="A2").line == 5
        assert Account.objects.get(external_id="A2").batch_id == result.batch


class TestUndo:
    def test_undo_restores_the_table_to_the_letter(self):
        import_text(ACCOUNTS, "accounts")
        before = digest("crm.Account")
        second = import_text(ACCOUNTS.replace("EMEA", "DACH") + "A3,Neu,,\n", "accounts")

        undo(second)

        assert digest("crm.Account") == before
        assert Batch.objects.get(pk=second.batch).state == Batch.State.UNDONE

    def test_undo_takes_back_the_campaigns_that_spend_made(self):
        result = import_text(SPEND, "spend")
        assert set(Campaign.objects.values_list("name", flat=True)) == {"Spring", "Total Care"}

        undo(result)

        assert not SpendEntry.objects.exists()
        assert not Campaign.objects.exists()
        assert not CampaignKey.objects.exists()

    def test_an_import_that_a_later_one_changed_is_undone_only_after_it(self):
        first = import_text(ACCOUNTS, "accounts")
        second = import_text(ACCOUNTS.replace("EMEA", "DACH"), "accounts")

        with pytest.raises(UndoRefused, match=f"Import {second.batch} has since changed 1 of these rows"):
            undo(first)
        undo(second)
        undo(first)

        assert not Account.objects.exists()
        assert not Previous.objects.exists()

    def test_rows_in_use_are_not_taken_away(self):
        first = import_text(ACCOUNTS, "accounts")
        import_text("Contact ID,E-mail,Account ID\nP1,ada@nordwind.example,A1\n", "contacts")

        with pytest.raises(UndoRefused, match="in use"):
            undo(first)


class TestAddingUp:
    def test_rows_of_one_campaign_and_day_are_added_and_all_are_accounted_for(self):
        result = import_text(SPEND, "spend")

        assert counts(result) == (3, 0, 0, 1, 0)
        entry = SpendEntry.objects.get(campaign__name="Spring")
        assert (entry.amount, entry.clicks, entry.spent_until) == (Decimal("1210.50"), 15, date(2026, 1, 6))

    def test_a_blank_cost_stays_unknown(self):
        import_text(SPEND, "spend")

        assert SpendEntry.objects.get(campaign__name="Total Care").amount is None

    def test_the_files_own_total_is_compared(self):
        result = import_text(SPEND.replace("1210.50", "1300.00"), "spend")

        assert "Total, Cost: the file declares 1,300.00" in " ".join(result.detected.warnings)

    def test_what_looks_like_a_total_is_a_row_where_the_user_says_so_of_this_file(self):
        file = "Campaign name\nSpring\nTotal\n"

        assert counts(import_text(file, "campaigns", names_as_keys=True)) == (1, 0, 0, 1, 0)
        assert counts(import_text(file, "campaigns", totals_are_rows=True)) == (1, 0, 1, 0, 0)
        assert counts(import_text(file, "campaigns")) == (0, 0, 1, 1, 0)

    def test_a_week_stays_a_week(self):
        import_text("Campaign ID,Week,Cost,Currency\nC1,2026-01-05,70,EUR\n", "spend")

        entry = SpendEntry.objects.get()
        assert (entry.spent_on, entry.spent_until) == (date(2026, 1, 5), date(2026, 1, 12))


class TestAsking:
    @pytest.mark.parametrize(
        ("text", "question"),
        [
            ("Campaign ID,Day,Cost\nC1,2026-01-05,1\n", "No currency"),
            ("Campaign ID,Day,Cost,Currency\nC1,03-04-24,1,EUR\n", "day or month"),
            ('Campaign ID,Day,Cost,Currency\nC1,2026-01-05,"1,234",EUR\n', "decimal mark"),
            ("Campaign name,Day,Cost,Currency\nSpring,2026-01-05,1,EUR\n", "whether a name may identify"),
            ("Campaign ID,Date,Cost,Currency\nA,2026-01-05,1,EUR\nA,2026-01-12,1,EUR\nA,2026-01-19,1,EUR\n", "week"),
        ],
    )
    def test_what_the_file_leaves_open_is_asked_and_nothing_is_written(self, text, question):
        with pytest.raises(NotReady, match=question):
            import_text(text, "spend")
        assert not SpendEntry.objects.exists()

    def test_answers_are_remembered_for_the_source(self):
        import_text("Campaign ID,Day,Cost\nC1,2026-01-05,1\n", "spend", currency="CHF")

        import_text("Campaign ID,Day,Cost\nC1,2026-01-06,2\n", "spend")

        assert set(SpendEntry.objects.values_list("currency", flat=True)) == {"CHF"}

    def test_a_time_without_a_zone_asks_for_the_sources(self):
        import_text("Contact ID,E-mail\nP1,ada@example.com\n", "contacts")
        touch = "Touchpoint ID,Contact ID,Time\nT1,P1,2026-07-01 12:00\n"

        with pytest.raises(NotReady, match="name no time zone"):
            import_text(touch, "touchpoints")
        import_text(touch, "touchpoints", zone="Europe/Berlin")

        assert Touchpoint.objects.get().occurred_at.hour == 10


class TestRejecting:
    def test_every_bad_row_is_told_with_line_column_and_reason_and_the_rest_is_imported(self):
        text = (
            "Opportunity ID,Opportunity name,Amount,Currency,Close date\n"
            "O1,Good,100.00,EUR,2026-02-01\nO2,Bad amount,ten,EUR,2026-02-01\nO3,Bad date,5.00,EUR,2026-02-31\n"
            "O4,Blank amount,,EUR,2026-02-01\nO5,Too,many,EUR,2026-02-01,cells\n1.2E+17,Rounded,1.00,EUR,2026-02-01\n"
            ",No id,1.00,EUR,2026-02-01\n"
        )

        result = import_text(text, "opportunities")

        assert counts(result) == (2, 0, 0, 0, 5)
        found = {issue.line: (issue.column, issue.reason) for issue in Issue.objects.filter(fate="rejected")}
        assert found[3] == ("Amount", "“ten” is not a number.")
        assert found[4] == ("Close date", "“2026-02-31” is not a date.")
        assert found[6][1] == "The line has 6 cells; the header has 5."
        assert "rounded" in found[7][1]
        assert found[8][1] == "Opportunity ID is missing."
        assert Opportunity.objects.get(external_id="O4").amount is None

    def test_a_personal_value_is_masked(self):
        import_text("Contact ID,E-mail\nP1,ada at example\n", "contacts")

        issue = Issue.objects.get()
        assert (issue.fate, issue.value) == ("blanked", "a•••")
        assert Contact.objects.get().email == ""

    def test_rows_that_contradict_each_other_are_rejected_and_equal_ones_are_one(self):
        result = import_text("Account ID,Account name\nA1,One\nA1,One\nA2,Two\nA2,Zwei\n", "accounts")

        assert counts(result) == (1, 0, 0, 1, 2)
        assert list(Account.objects.values_list("name", flat=True)) == ["One"]

    def test_the_newest_version_of_a_record_counts_wherever_it_stands(self):
        rows = ["A1,New,2026-01-02T00:00:00Z\n", "A1,Old,2026-01-01T00:00:00Z\n"]
        for source, lines in (("one", rows), ("two", rows[::-1])):
            result = import_text("Account ID,Account name,Last changed\n" + "".join(lines), "accounts", source=source)

            assert counts(result) == (1, 0, 0, 1, 0)
        assert set(Account.objects.values_list("name", flat=True)) == {"New"}

    def test_an_open_quote_refuses_the_file_with_its_line(self):
        with pytest.raises(FileRefused, match="opens on line 3 never closes"):
            import_text('Account ID,Account name\nA1,One\nA2,"Two\nA3,Three\n', "accounts")
        assert not Account.objects.exists()
        assert Batch.objects.get().state == Batch.State.FAILED

    def test_ten_thousand_broken_rows_are_all_told(self):
        text = "Account ID,Account name\nA0,Good\n" + "broken\n" * 10_000

        result = import_text(text, "accounts")

        assert counts(result) == (1, 0, 0, 0, 10_000)
        assert Issue.objects.filter(fate="rejected").count() == 10_000
        assert Issue.objects.order_by("-line").first().line == 10_002

    def test_lines_are_right_after_cells_with_line_ends_and_blank_lines(self):
        text = 'Account ID,Account name\nA1,"two\nlines"\n\nA2,Two\nA3\nA4,Four\n'

        import_text(text, "accounts")

        assert Account.objects.get(external_id="A4").line == 7
        assert Issue.objects.get(fate="rejected").line == 6
