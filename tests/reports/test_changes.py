"""What is said of the change of a number."""

from decimal import Decimal

from reports.core.quantity import Quantity, Unit, change, change_text, if_sure
from reports.templatetags.reports import heading, tone

D = Decimal


def test_a_change_inside_the_margin_of_a_survey_is_none_and_says_so():
    now, before = Quantity(D("33.3"), Unit.POINTS), Quantity(D("26.8"), Unit.POINTS)
    found = change(now, before)
    assert change_text(found) == "+6.5"

    unsure = if_sure(found, now=(now.value, D("7.4")), before=(before.value, D("7.4")))
    assert (unsure.value, change_text(unsure)) == (None, "no detectable change")
    assert if_sure(found, now=(now.value, D("1.5")), before=(before.value, D("1.5"))) == found
    assert (
        if_sure(found, now=(now.value, D("7.4")), before=(before.value, None)) == found
    )  # what was counted has no margin


def test_a_change_that_rounds_to_nothing_is_neither_good_nor_bad():
    nearly, more = change(Quantity(D("20051")), Quantity(D(20000))), change(Quantity(D(21000)), Quantity(D(20000)))

    assert (change_text(nearly), tone(nearly, "down"), heading(nearly)) == ("+0\u202f%", "plain", "flat")
    assert (tone(more, "down"), tone(more, "up"), heading(more)) == ("bad", "good", "up")
