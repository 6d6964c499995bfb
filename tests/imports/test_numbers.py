"""Requirement 5: numbers, with the decimal mark decided for the file."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.core.numbers import Bound, DecimalMark, decimal_mark, parse_number
from imports.core.refusals import ValueRefused


class TestDecimalMark:
    @pytest.mark.parametrize(
        ("cells", "mark"),
        [
            (["1,356,884", "12.91%"], DecimalMark.POINT),
            (["1.356.884"], DecimalMark.COMMA),
            (["1 234,56"], DecimalMark.COMMA),
            (["1,234", "0.360"], DecimalMark.POINT),
            (["1.234,56 €", "12"], DecimalMark.COMMA),
            (["10", "20", ""], DecimalMark.POINT),
            (["1,234"], DecimalMark.UNDECIDED),
            (["1.5", "1,5"], DecimalMark.UNDECIDED),
            (["1,234", "1,500", "12.5"], DecimalMark.POINT),
        ],
    )
    def test_the_file_decides_and_not_the_cell(self, cells, mark):
        assert decimal_mark(cells) is mark


class TestParseNumber:
    @pytest.mark.parametrize(
        ("text", "mark", "value"),
        [
            ("1,356,884", DecimalMark.POINT, "1356884"),
            ("1\u202f234,56", DecimalMark.COMMA, "1234.56"),
            ("1\u00a0234,56", DecimalMark.COMMA, "1234.56"),
            ("1.234,56", DecimalMark.COMMA, "1234.56"),
            ("1'234.56", DecimalMark.POINT, "1234.56"),
            ("R$ 100.000", DecimalMark.COMMA, "100000"),
            ("€ 1.234,56", DecimalMark.COMMA, "1234.56"),
            ("1.234,56 EUR", DecimalMark.COMMA, "1234.56"),
            ("$1,234.50", DecimalMark.POINT, "1234.50"),
            ("-$5.00", DecimalMark.POINT, "-5.00"),
            ("(1,200)", DecimalMark.POINT, "-1200"),
            ("1200-", DecimalMark.POINT, "-1200"),
            ("12k", DecimalMark.POINT, "12000"),
            ("12.91%", DecimalMark.POINT, "0.1291"),
            ("1,00,000.50", DecimalMark.POINT, "100000.50"),
        ],
    )
    def test_what_people_write_is_read(self, text, mark, value):
        assert parse_number(text, mark).value == Decimal(value)

    @pytest.mark.parametrize("text", ["", " --", "-", "n/a", "TBC", "  "])
    def test_an_unknown_value_is_none_and_never_zero(self, text):
        assert parse_number(text) is None

    def test_bounds_keep_their_side(self):
        below, above = parse_number("< 10%"), parse_number("> 90%")

        assert (below.bound, below.value, above.bound) == (Bound.BELOW, Decimal("0.1"), Bound.ABOVE)

    @pytest.mark.parametrize("text", ["abc", "1,23,4x", "12.34.5", "1,5", "3 apples"])
    def test_what_is_no_number_is_refused_and_never_zero(self, text):
        with pytest.raises(ValueRefused, match="not a number"):
            parse_number(text, DecimalMark.POINT)

    def test_a_doubtful_number_asks(self):
        with pytest.raises(ValueRefused, match="two ways"):
            parse_number("1,234", DecimalMark.UNDECIDED)

    @given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from([",", " ", "\u202f", "'"]))
    def test_every_amount_comes_back_from_its_english_form(self, amount, grouping):
        written = f"{amount:,.2f}".replace(",", grouping)

        assert parse_number(written, DecimalMark.POINT).value == amount

    @given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
    def test_every_amount_comes_back_from_its_german_form(self, amount):
        written = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))

        assert parse_number(written, DecimalMark.COMMA).value == amount
