"""What a file leaves open is asked; the answer is used, shown and remembered, and nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import SpendEntry
from imports.core.dates import DateOrder, date_order, parse_date
from imports.core.grain import month_alone
from imports.services import NotReady
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
SHEET = {"preset": "wide-offline-sheet", "names_as_keys": True, "currency": "EUR"}
SAID = {"amounts": "net", "spread": "evenly"}


def spans():
    found = SpendEntry.objects.order_by("spent_on").values_list("spent_on", "spent_until", "amount")
    return [(start, until, amount) for start, until, amount in found]


class TestMonthsWithoutAYear:
    def test_the_year_is_asked(self):
        with pytest.raises(NotReady, match="“Nov” in “Period of the sheet: month” names no year"):
            import_text("Channel,Nov,Dec,Jan\nTV,1,2,3\n", "spend", **SHEET, constants=SAID)
        assert not SpendEntry.objects.exists()

    def test_a_sheet_over_new_year_goes_on_in_the_next_one(self):
        import_text("Channel,Nov,Dec,Jan\nTV,1,2,3\n", "spend", **SHEET, constants=SAID, year=2025)

        assert [(start, until) for start, until, _ in spans()] == [
            (date(2025, 11, 1), date(2025, 12, 1)),
            (date(2025, 12, 1), date(2026, 1, 1)),
            (date(2026, 1, 1), date(2026, 2, 1)),
        ]

    def test_a_column_of_months_is_asked_too_and_the_answer_remembered(self):
        text = "Campaign ID,Month,Cost,Currency\nA,January,{},EUR\nA,Feb.,2,EUR\n"
        with pytest.raises(NotReady, match="“January” in “Month” names no year"):
            import_text(text.format(1), "spend")
        import_text(text.format(1), "spend", year=2026)

        assert counts(import_text(text.format(5), "spend")) == (0, 1, 1, 0, 0)
        assert spans()[0] == (date(2026, 1, 1), date(2026, 2, 1), Decimal(5))

    @pytest.mark.parametrize(
        ("word", "month"), [("Sept.", 9), ("März", 3), ("août", 8), ("Jan 2026", None), ("TV", None)]
    )
    def test_only_a_bare_month_is_one(self, word, month):
        assert month_alone(word) == month


class TestNetOrGross:
    def test_a_sheet_of_an_agency_is_asked(self):
        with pytest.raises(NotReady, match=r"Amounts are: Say “net”"):
            import_text("Month,TV\n2026-01,1\n", "spend", **SHEET, constants={"spread": "evenly"})

    def test_gross_amounts_need_the_percent_to_take_off(self):
        text = "Campaign ID,Day,Cost (gross),Currency\nA,2026-01-02,119,EUR\n"
        with pytest.raises(NotReady, match="Percent to take off"):
            import_text(text, "spend")
        result = import_text(text, "spend", constants={"included": "19"})

        assert spans()[0][2] == Decimal("100.00")
        assert result.detected.constants["amounts"] == "gross"

    def test_a_heading_that_says_net_is_believed(self):
        result = import_text(
            "Campaign ID,Day,Cost net,Currency\nA,2026-01-02,119,EUR\n", "spend", columns={"amount": "Cost net"}
        )

        assert (spans()[0][2], result.detected.constants["amounts"]) == (Decimal(119), "net")


class TestSpreadOrLump:
    TEXT = "Campaign ID,Start,End,Cost,Currency\nA,2026-01-05,2026-03-15,60000,EUR\n"
    COLUMNS = {"days": "Start", "last_day": "End"}

    def test_a_sheet_of_an_agency_is_asked(self):
        with pytest.raises(NotReady, match="Longer spans are: Say “evenly”"):
            import_text("Month,TV\n2026-01,1\n", "spend", **SHEET, constants={"amounts": "net"})

    def test_a_span_stays_whole_and_says_so(self):
        result = import_text(self.TEXT, "spend", columns=self.COLUMNS)

        assert spans() == [(date(2026, 1, 5), date(2026, 3, 16), Decimal(60000))]
        assert any("cover more than a day" in warning for warning in result.detected.warnings)

    def test_a_lump_falls_on_the_first_day(self):
        import_text(self.TEXT, "spend", columns=self.COLUMNS, constants={"spread": "lump"})

        assert spans() == [(date(2026, 1, 5), date(2026, 1, 6), Decimal(60000))]


class TestBlankCurrency:
    TEXT = "Campaign ID,Day,Cost,Currency\nA,2026-01-02,10,\nB,2026-01-02,20,CHF\nC,2026-01-02,,\n"

    def test_amounts_without_one_are_counted_and_asked(self):
        with pytest.raises(NotReady, match="1 amounts name no currency in “Currency”"):
            import_text(self.TEXT, "spend")

    def test_the_answer_fills_only_the_blanks(self):
        import_text(self.TEXT, "spend", currency="EUR")

        found = dict(SpendEntry.objects.values_list("campaign__name", "currency"))
        assert found == {"A": "EUR", "B": "CHF", "C": "EUR"}

    def test_the_blank_currency_of_a_totals_row_is_no_question(self):
        text = "Campaign ID,Day,Cost,Currency\nA,2026-01-02,10,EUR\nTotal,,10,\n"

        assert counts(import_text(text, "spend")) == (1, 0, 0, 1, 0)


class TestShortYears:
    def test_a_date_that_may_begin_with_its_year_is_asked(self):
        cells = ["24-01-15", "24-01-16", "24-01-17"]

        assert date_order(cells) is DateOrder.UNDECIDED
        assert parse_date(cells[0], DateOrder.YEAR_FIRST) == date(2024, 1, 15)
        assert date_order(["15-01-24", "16-01-24"]) is DateOrder.DAY_FIRST

    def test_the_century_is_stated(self):
        result = import_text("Campaign ID,Day,Cost,Currency\nA,25-01-26,10,EUR\n", "spend")

        assert spans()[0][0] == date(2026, 1, 25)
        assert "Years of two digits in “Day” are read as 1970 to 2069." in result.detected.warnings
