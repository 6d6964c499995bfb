import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrs.core.closing import Ambition, CloseBand, Verdict, close_band, closing_score, outcome, verdicts
from okrs.core.status import Status


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1.0, CloseBand.DELIVERED),
        (0.7, CloseBand.DELIVERED),
        (0.6999, CloseBand.PARTLY),
        (0.4, CloseBand.PARTLY),
        (0.3999, CloseBand.NOT_DELIVERED),
        (0.0, CloseBand.NOT_DELIVERED),
    ],
)
def test_bands_of_the_closing_score_are_half_open(score, band):
    assert close_band(score) is band


def test_a_committed_key_result_has_to_be_met_in_full():
    assert outcome(score=0.99, ambition=Ambition.COMMITTED) is Status.MISSED
    assert outcome(score=1.0, ambition=Ambition.COMMITTED) is Status.ACHIEVED


def test_an_aspirational_key_result_is_achieved_at_seven_tenths():
    assert outcome(score=0.69, ambition=Ambition.ASPIRATIONAL) is Status.MISSED
    assert outcome(score=0.7, ambition=Ambition.ASPIRATIONAL) is Status.ACHIEVED


def test_what_was_never_measured_is_missed():
    assert closing_score(None) is None
    assert outcome(score=None, ambition=Ambition.ASPIRATIONAL) is Status.MISSED


def test_committed_and_aspirational_are_never_averaged_together():
    scores = [(Ambition.COMMITTED, 1.0), (Ambition.COMMITTED, 0.5), (Ambition.ASPIRATIONAL, 0.8)]
    assert verdicts(scores) == [
        Verdict(Ambition.COMMITTED, 0.75, 1, 2),
        Verdict(Ambition.ASPIRATIONAL, 0.8, 1, 1),
    ]


@given(st.floats(-5, 5))
def test_a_closing_score_lies_between_0_and_1(progress):
    assert 0 <= closing_score(progress) <= 1
