"""How people export: days counted twice, two currencies, columns that stay behind, no target named."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from campaigns.models import SpendEntry
from imports.services import FileRefused
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
DAYS = "Campaign ID,Day,Cost,Currency\nA,2026-01-02,10,EUR\nA,2026-01-03,10,EUR\nB,2026-01-03,10,EUR\n"
RANGE = "Campaign ID,Start,End,Cost,Currency\nA,2026-01-01,2026-01-31,20,EUR\n"
SPAN = {"columns": {"days": "Start", "last_day": "End"}}


class TestDaysCountedTwice:
    def test_a_range_over_days_that_came_before_is_flagged_and_still_imported(self):
        import_text(DAYS, "spend")
        result = import_text(RANGE, "spend", **SPAN)

        assert counts(result)[0] == 1
        (flag,) = [warning for warning in result.detected.warnings if "counted twice" in warning]
        assert flag.startswith("1 rows cover days between 2026-01-02 and 2026-01-03")

    def test_another_source_of_the_same_campaign_is_flagged(self):
        import_text(DAYS, "spend")
        import_text(
            "Campaign ID,Campaign name\nX,A\n", "campaigns", source="finance", columns={"name": "Campaign name"}
        )
        text = "Campaign name,Day,Cost,Currency\nB,2026-01-03,9,EUR\n"
        result = import_text(text, "spend", source="agency", names_as_keys=True)

        assert any("(from crm)" in warning for warning in result.detected.warnings)

    def test_a_correction_and_a_repetition_are_not(self):
        import_text(DAYS, "spend")
        result = import_text(DAYS.replace("10", "11"), "spend")

        assert counts(result)[1] == 3
        assert not any("counted twice" in warning for warning in result.detected.warnings)


class TestTwoCurrencies:
    def test_they_are_summed_apart_and_not_converted_without_a_rate(self):
        result = import_text(DAYS.replace("B,2026-01-03,10,EUR", "B,2026-01-03,10,CHF"), "spend")

        assert [(found.currency, found.amount) for found in result.detected.sums] == [("CHF", 10), ("EUR", 20)]
        assert SpendEntry.objects.get(currency="CHF").reported is None
        assert "No exchange rate for CHF is known: its amounts are not added up." in result.detected.warnings

    def test_a_rate_is_kept_with_its_day(self):
        import_text("Currency,Day,Rate\nCHF,2026-01-01,1.05\n", "exchange_rates")
        import_text(DAYS.replace("B,2026-01-03,10,EUR", "B,2026-01-03,10,CHF"), "spend")

        found = SpendEntry.objects.get(currency="CHF")
        assert (found.reported, found.rate, str(found.rate_on)) == (Decimal("10.50"), Decimal("1.05"), "2026-01-01")

    def test_two_currencies_in_the_headings_are_refused(self):
        text = "Order ID,Ordered,Quantity,Unit price (EUR),Line amount (USD)\nB1,2026-01-01,1,2,3\n"
        columns = {"unit_price": "Unit price (EUR)", "amount": "Line amount (USD)"}

        with pytest.raises(FileRefused, match="two currencies"):
            import_text(text, "order_lines", columns=columns)


def test_columns_that_are_not_mapped_are_named_and_kept_nowhere():
    result = import_text(
        "Contact ID,E-mail,Phone,Birth date\nP1,ada@example.com,+49 30 1234567,1990-12-24\n", "contacts"
    )

    assert result.detected.dropped == ("Phone", "Birth date")
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} t WHERE t::text LIKE '%1234567%'")
            assert cursor.fetchone() == (0,), model


class TestCommandWithoutATarget:
    def run(self, tmp_path, text, *arguments, name="export.csv"):
        path = tmp_path / name
        path.write_text(text)
        out = StringIO()
        call_command("import_file", path, *arguments, stdout=out)
        return out.getvalue()

    def test_the_rows_are_recognised_by_their_columns(self, tmp_path):
        told = self.run(tmp_path, DAYS)

        assert "Spend from file:" in told
        assert "3 rows read = 3 accepted + 0 updated + 0 unchanged + 0 skipped + 0 rejected" in told

    def test_unknown_columns_are_a_sentence_and_exit_4(self, tmp_path):
        with pytest.raises(CommandError, match="not recognised by its columns: a, b") as refused:
            self.run(tmp_path, "a,b\n1,2\n")
        assert refused.value.returncode == 4

    def test_every_question_comes_with_the_way_to_answer_it(self, tmp_path):
        with pytest.raises(CommandError) as refused:
            self.run(tmp_path, "Campaign ID,Day,Cost\nA,03/04/2026,1\n", "--target", "spend")
        assert '{"orders": {"days": "month first"}}' in str(refused.value)
        assert '{"currency": "EUR"}' in str(refused.value)

    def test_the_json_document_holds_the_questions(self, tmp_path):
        path, out = tmp_path / "spend.csv", StringIO()
        path.write_text("Campaign ID,Day,Cost\nA,2026-04-03,1\n")
        with pytest.raises(CommandError):
            call_command("import_file", path, "--format", "json", stdout=out)

        (question,) = json.loads(out.getvalue())["questions"]
        assert json.loads(question["answer"]) == {"currency": "EUR"}

    def test_issues_of_one_kind_are_told_together(self, tmp_path):
        told = self.run(tmp_path, "Account ID,Account name\n" + "A1,One\n" * 300, "--target", "accounts")

        assert "299 skipped (first on line 3): This row repeats an earlier line." in told
