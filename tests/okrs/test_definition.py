from decimal import Decimal

import pytest

from okrs.core.definition import BadDefinition, Definition, check
from okrs.core.progress import Kind
from okrs.core.quantity import BadQuantity, read_quantity, same_unit


def definition(kind, **values):
    return Definition(kind, **{name: Decimal(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("bad", "field", "sentence"),
    [
        (definition(Kind.INCREASE, target=5), "baseline", "Baseline to establish"),
        (definition(Kind.INCREASE, baseline=5), "target", "Give the target"),
        (definition(Kind.INCREASE, baseline=5, target=5), "target", "are equal"),
        (definition(Kind.DECREASE, baseline=5, target=5), "target", "are equal"),
        (definition(Kind.INCREASE, baseline=5, target=4), "target", "choose “Decrease”"),
        (definition(Kind.DECREASE, baseline=4, target=5), "target", "choose “Increase”"),
        (definition(Kind.AT_LEAST), "target", "edge"),
        (definition(Kind.WITHIN, band_low=5), "band_high", "both edges"),
        (definition(Kind.WITHIN, band_low=5, band_high=4), "band_high", "Swap"),
        (definition(Kind.AT_LEAST, target=5, worst_low=5), "worst_low", "below the lower edge"),
        (definition(Kind.AT_MOST, target=5, worst_high=4), "worst_high", "above the upper edge"),
        (definition(Kind.WITHIN, band_low=1, band_high=2, worst_high=2), "worst_high", "above the upper edge"),
    ],
)
def test_values_that_contradict_their_kind_are_refused_at_the_right_field(bad, field, sentence):
    with pytest.raises(BadDefinition, match=sentence) as caught:
        check(bad)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "good",
    [
        definition(Kind.INCREASE, baseline=20, target=40),
        definition(Kind.DECREASE, baseline=50, target=10),
        definition(Kind.AT_LEAST, baseline=5, target=5),
        definition(Kind.AT_MOST, target=5, worst_high=6),
        definition(Kind.WITHIN, band_low=5, band_high=5),
        definition(Kind.MILESTONE),
        definition(Kind.BASELINE),
    ],
)
def test_values_that_fit_their_kind_are_accepted(good):
    check(good)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5,000 leads", "leads", 5000),
        ("5000", "leads", 5000),
        ("12.5%", "%", "12.5"),
        ("12.5 percent", "%", "12.5"),
        ("€ 1,200.50", "EUR", "1200.50"),
        ("1 200", "EUR", 1200),
        ("−3.5 pts", "points", "-3.5"),
        (".5", "", "0.5"),
    ],
)
def test_a_number_may_carry_its_own_unit(text, unit, value):
    assert read_quantity(text, unit=unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "sentence"),
    [
        ("20 %", "leads", "is in leads, but “%” was typed"),
        ("$ 20", "EUR", "Convert the value to EUR"),
        ("20 leads", "", "has none"),
        ("many", "leads", "not a number"),
        ("", "leads", "not a number"),
        ("1,5", "%", "groups its digits oddly"),
        ("1,2345", "%", "groups its digits oddly"),
    ],
)
def test_a_target_in_another_unit_is_refused_in_words(text, unit, sentence):
    with pytest.raises(BadQuantity, match=sentence):
        read_quantity(text, unit=unit)


def test_units_are_compared_by_meaning():
    assert same_unit("€", "eur")
    assert same_unit("Percent", "%")
    assert not same_unit("leads", "%")
