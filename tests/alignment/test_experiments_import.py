"""A file of experiments: rows are found again by name, wrong ones are refused, and undo takes them back."""

from datetime import date

import pytest

from alignment.models import Experiment
from tests import factories as make
from tests.imports.helpers import counts, import_text, undo

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = (
    "Experiment,Campaign ID,Business objective,Design,First day,Last day,What was measured,"
    "Effect,Effect from,Effect to\n"
)
HOLDOUT = "North,C-1,grow,Hold-out,2026-02-01,2026-03-14,Opportunities,42,18,66\n"


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture(autouse=True)
def pair():
    return make.campaign("Display", key="C-1"), make.business_objective("Grow")


def test_rows_enter_the_register_and_a_result_that_comes_later_is_added_until_undone(pair):
    running = import_text(HEAD + HOLDOUT.replace("42,18,66", ",,"), "experiments")
    assert counts(running) == (1, 0, 0, 0, 0)
    later = import_text(HEAD + HOLDOUT, "experiments")
    assert counts(later)[1] == 1

    row = Experiment.objects.get()
    assert (row.campaign, row.business_objective, row.design, row.ends_on) == (*pair, "holdout", date(2026, 3, 14))
    assert (row.effect, row.low, row.high, row.wanted_down) == (42, 18, 66, False)
    assert counts(import_text(HEAD + HOLDOUT + "\n", "experiments"))[2] == 1

    undo(later)
    assert Experiment.objects.get().effect is None
    undo(running)
    assert not Experiment.objects.exists()


def test_bad_rows_are_refused_each_with_a_sentence():
    wrong = {
        "C-1": ("C-9", "or more than one, has this id or name"),
        "grow": ("shrink", "not the name of a known business objective"),
        "Hold-out": ("A hunch", "A hunch"),
        "2026-03-14": ("2026-01-31", "lies before the first day"),
        "42,18,66": ("42,,", "needs its 90 % interval"),
        "42,18": ("12,18", "inside its interval"),
    }
    rows = [HOLDOUT.replace("North", f"Test {n}").replace(old, new) for n, (old, (new, _)) in enumerate(wrong.items())]
    result = import_text(HEAD + "".join(rows), "experiments")

    reasons = sorted((problem.line, problem.reason) for problem in result.problems if problem.fate == "rejected")
    assert len(reasons) == len(wrong)
    for (_, reason), (_, sentence) in zip(reasons, wrong.values(), strict=True):
        assert sentence in reason
    assert not Experiment.objects.exists()
