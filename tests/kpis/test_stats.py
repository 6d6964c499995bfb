from decimal import Decimal

import pytest

from kpis.core.stats import is_detectable, median, nps_margin, share_margin


def test_the_margin_of_thirty_per_cent_of_four_hundred_is_four_and_a_half_points():
    assert share_margin(share=0.30, n=400) == pytest.approx(0.0449, abs=0.0001)


def test_the_margin_of_an_nps_of_thirty_from_four_hundred_is_seven_point_seven():
    assert nps_margin(promoters=0.50, detractors=0.20, n=400) == pytest.approx(7.7, abs=0.05)


def test_without_respondents_there_is_no_margin():
    assert (share_margin(share=0.3, n=0), nps_margin(promoters=0, detractors=0, n=0)) == (None, None)


def test_the_median_counts_how_often_each_value_occurs():
    assert median([(Decimal(60), 3), (Decimal(10), 1), (Decimal(90), 1)]) == 60


def test_the_median_of_an_even_number_lies_between_the_middle_two():
    assert median([(Decimal(10), 2), (Decimal(30), 2)]) == 20


def test_nothing_has_no_median():
    assert median([]) is None


def test_a_movement_inside_the_margin_is_no_detectable_change():
    assert not is_detectable(before=30, after=34, margin_before=7.7, margin_after=7.7)
    assert is_detectable(before=30, after=42, margin_before=7.7, margin_after=7.7)
