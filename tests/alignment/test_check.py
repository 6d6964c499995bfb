"""The alignment check: every question, with the facts that turn its answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from alignment.core.check import ASKED, Question, Surroundings, Verdict, answers
from alignment.core.situation import AimFacts, HandoverFacts, KpiFacts, Situation, StrandedFacts
from tests.alignment.test_findings import situations
from tests.alignment.worlds import inputs, worked_example

D = Decimal
WELL = AimFacts("o1", "Grow", "growth", is_owned=True, is_shared=True, has_checkpoints=True, key_results=2)
KPI = KpiFacts("won", "Won", True, True, True, True)
GOOD = Surroundings({"Business strategy": date(2026, 1, 1)}, {"o1": True}, has_year=True)
NOTHING = Surroundings({"Business strategy": None}, {}, has_year=False)


def answer(question, now=None, around=GOOD):
    now = now or Situation(worked_example(), aims=[WELL], kpis=[KPI], handover=HandoverFacts(D(90), D(100)))
    return next(found for found in answers(now, around) if found.question is question)


@settings(max_examples=50)
@given(situations())
def test_every_question_is_answered_in_every_situation(now):
    found = answers(now, NOTHING)
    assert [row.question for row in found] == list(Question)
    assert all(row.said and (row.good is None or 0 <= row.good <= row.of) for row in found)
    assert set(ASKED) == set(Question)


def test_a_company_without_anything_gets_no_yes_for_what_it_lacks():
    found = {row.question: row.verdict for row in answers(Situation(inputs()), NOTHING)}
    assert found[Question.GOALS] == found[Question.KPIS] == found[Question.SUCCESS] == Verdict.NO
    assert found[Question.DOCUMENTS] is Verdict.NO
    assert found[Question.EFFORTS] == found[Question.LINKAGE] == found[Question.VANITY] == Verdict.NO_DATA


@pytest.mark.parametrize(
    "question", [Question.GOALS, Question.KPIS, Question.SUCCESS, Question.DOCUMENTS, Question.MYSTERY, Question.SILOS,
                 Question.CHANGES, Question.VANITY]
)  # fmt: skip
def test_what_is_as_it_should_be_is_a_yes(question):
    assert answer(question).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("question", "aim", "verdict"),
    [
        (Question.GOALS, {"has_checkpoints": False}, Verdict.NO),
        (Question.SUCCESS, {"key_results": 0}, Verdict.NO),
        (Question.SILOS, {"is_shared": False}, Verdict.NO),
    ],
)
def test_what_an_objective_lacks_turns_the_answer_and_is_named(question, aim, verdict):
    now = Situation(worked_example(), aims=[replace(WELL, **aim)], kpis=[KPI])
    found = answer(question, now)
    assert (found.verdict, [row.name for row in found.rows]) == (verdict, ["Grow"])


def test_checkpoints_without_a_year_behind_them_are_half_of_it():
    assert answer(Question.GOALS, around=replace(GOOD, has_year=False)).verdict is Verdict.PARTLY


def test_a_missed_handover_turns_shared_objectives_into_partly():
    now = Situation(worked_example(), aims=[WELL], handover=HandoverFacts(D(10), D(100)))
    assert answer(Question.SILOS, now).verdict is Verdict.PARTLY


def test_linkage_names_the_money_without_a_link():
    found = answer(Question.LINKAGE)
    assert (found.verdict, found.good, found.of) == (Verdict.PARTLY, 2, 3)
    assert [(row.name, row.money) for row in found.rows] == [("Fair", 10)]


def test_a_brand_objective_judged_on_the_short_term_is_told():
    around = replace(GOOD, short_term_brand=["Be known"])
    assert [row.name for row in answer(Question.HORIZON, around=around).rows] == ["Be known"]


def test_money_that_did_not_follow_a_pivot_is_a_no():
    now = Situation(worked_example(), stranded=[StrandedFacts("fair", "Old", D(10), D(1))])
    assert answer(Question.CHANGES, now, replace(GOOD, dropped=1)).verdict is Verdict.NO
    assert answer(Question.CHANGES, around=replace(GOOD, dropped=1)).verdict is Verdict.YES
