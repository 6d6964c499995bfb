"""How numbers are written, everywhere the same."""

from decimal import Decimal

import pytest

from organisation.core.show import compact, compact_money, money, multiple, number, percent, points
from organisation.templatetags.show import listed

D = Decimal
THIN = "\N{NARROW NO-BREAK SPACE}"


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "digits", "text"),
        [
            (3120.4, 0, "3,120"),
            (D("2.5"), 0, "3"),
            (-2.5, 0, "−3"),
            (D("1234567.891"), 2, "1,234,567.89"),
            (0, 1, "0.0"),
        ],
    )
    def test_thousands_are_grouped_and_halves_go_away_from_zero(self, value, digits, text):
        assert number(value, digits=digits) == text

    @pytest.mark.parametrize("value", [None, float("nan"), float("inf"), D("NaN")])
    def test_what_is_no_number_is_a_dash_and_never_zero(self, value):
        written = {number(value), compact(value), percent(value), points(value), multiple(value)}
        assert written | {money(value, currency="EUR"), compact_money(value, currency="EUR")} == {"–"}


class TestCompact:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (999, "999"),
            (1000, "1 k"),
            (1_940_000, "1.94 M"),
            (999_400, "999 k"),
            (999_600, "1 M"),
            (2_000_000_000, "2 bn"),
            (-15_300_000, "−15.3 M"),
            (0.123456, "0.12"),
            (0, "0"),
        ],
    )
    def test_three_figures_say_enough(self, value, text):
        assert compact(value).replace(THIN, " ") == text


class TestMoney:
    def test_finance_sees_cents(self):
        assert money(D("9.4e6"), currency="EUR") == "€9,400,000.00"

    def test_the_minus_stands_before_the_sign_of_the_currency(self):
        assert money(D("-1234.5"), currency="USD") == "−$1,234.50"
        assert compact_money(D(-1_900_000), currency="EUR").replace(THIN, " ") == "−€1.9 M"

    def test_a_currency_without_a_sign_is_named(self):
        assert money(1, currency="SEK").replace("\N{NO-BREAK SPACE}", " ") == "SEK 1.00"


class TestShares:
    def test_a_share_is_written_in_percent_with_a_space_that_does_not_break(self):
        assert percent(D("0.174"), digits=1) == f"17.4{THIN}%"
        assert percent(-0.04) == f"−4{THIN}%"

    def test_a_difference_of_shares_is_in_points_with_its_sign(self):
        assert [points(change).replace(THIN, " ") for change in (0.011, -0.011, 0)] == ["+1.1 pt", "−1.1 pt", "0.0 pt"]

    def test_a_ratio_is_a_multiple(self):
        assert multiple(D("2.41")) == "2.4×"


def test_the_members_of_a_list_are_words_between_commas_and_other_values_stay():
    assert [listed(["read", "import"]), listed(()), listed("as it is"), listed(None)] == [
        "read, import",
        "",
        "as it is",
        None,
    ]
