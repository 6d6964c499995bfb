from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.formula import Answer, FormulaRefused, evaluate, in_order, parse

KNOWN = {"spend", "won", "lost", "leads"}


def answer(text, **values):
    operands = {
        name: Answer(Decimal(str(value))) if value is not None else Answer(reason=f"{name} is unknown.")
        for name, value in values.items()
    }
    return evaluate(parse(text, known=values), operands)


class TestValues:
    def test_a_quotient_keeps_its_parts(self):
        assert answer("won / (won + lost)", won=1, lost=3) == Answer(Decimal("0.25"), Decimal(1), Decimal(4))

    def test_decimals_stay_exact(self):
        assert answer("spend + 0.1", spend="0.2").value == Decimal("0.3")

    def test_pipeline_velocity(self):
        found = answer("deals * value * rate / days", deals=50, value=25000, rate="0.25", days=60)

        assert round(found.value, 2) == Decimal("5208.33")

    def test_the_larger_of_two(self):
        assert answer("max(won - lost, 0)", won=1, lost=3).value == 0

    @given(st.decimals(-1000, 1000, places=3), st.decimals(1, 1000, places=3))
    def test_numerator_over_denominator_is_the_value(self, above, below):
        found = answer("(won - lost) / lost", won=above, lost=below)

        assert found.value == found.numerator / found.denominator


class TestNoData:
    def test_over_nothing_there_is_no_data(self):
        found = answer("spend / won", spend=100, won=0)

        assert (found.value, found.denominator, found.reason) == (None, 0, "Won is 0.")

    def test_zero_over_zero_is_no_data(self):
        assert answer("won / (won + lost)", won=0, lost=0).value is None

    def test_a_division_by_zero_inside_is_no_data(self):
        found = answer("1 - lost / won", won=0, lost=0)

        assert (found.value, found.reason) == (None, "Something that the formula divides by is 0.")

    def test_what_is_missing_says_why(self):
        assert answer("spend / won", spend=None, won=4).reason == "spend is unknown."


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("spend / customers", "There is no measure or KPI 'customers'."),
            ("spend ** 2", "A formula adds, subtracts, multiplies and divides"),
            ("spend if won else lost", "A formula has names, numbers"),
            ("__import__('os')", "The functions of a formula are"),
            ("spend.real", "A formula has names, numbers"),
            ("'spend'", "is not a number"),
            ("True + spend", "is not a number"),
            ("max(spend)", "at least two"),
            ("max + spend", "max is a function"),
            ("spend /", "cannot be read"),
            ("", "cannot be read"),
            ("1 + 1", "names at least one measure"),
            ("spend + " * 60 + "spend", "at most 400 characters"),
            ("lambda: spend", "A formula has names, numbers"),
            ("spend; won", "cannot be read"),
        ],
    )
    def test_a_formula_that_is_more_than_arithmetic_is_refused(self, text, sentence):
        with pytest.raises(FormulaRefused, match=sentence.replace("(", r"\(")):
            parse(text, known=KNOWN)

    def test_formulas_that_need_each_other_are_refused(self):
        known = {"a", "b", "spend"}
        formulas = {"a": parse("b + 1", known=known), "b": parse("spend / a", known=known)}

        with pytest.raises(FormulaRefused, match="These KPIs need each other: a → b → a"):
            in_order(formulas)

    def test_a_formula_comes_after_those_it_needs(self):
        known = {"a", "b", "spend"}
        formulas = {"a": parse("b + 1", known=known), "b": parse("spend * 2", known=known)}

        assert in_order(formulas) == ["b", "a"]
