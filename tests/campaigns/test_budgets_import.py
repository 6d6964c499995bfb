"""A file of budgets: what becomes of amounts that are there already, and of an approved plan."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.models import BudgetEntry, Campaign
from campaigns.services import PlanRefused, approve_plan, reopen_plan, set_budget
from imports.services import UndoRefused
from tests import factories as make
from tests.imports.helpers import counts, import_text, undo

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)
HEAD = "Budget ID,Campaign ID,Layer,Month,Amount,Currency\n"
PLAN = "B1,C1,plan,2026-01,1000.00,EUR\n"


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def fair():
    return make.campaign("Fair", key="C1", source="crm")


def amounts(of):
    return {(row.layer, f"{row.month:%Y-%m}"): row.amount for row in BudgetEntry.objects.filter(campaign=of)}


def approve(campaign):
    approve_plan(campaign=campaign, by=make.user(), now=timezone.now())


def test_rows_that_would_change_an_approved_plan_are_rejected_and_the_others_are_taken(fair):
    other = make.campaign("Mail", key="C2", source="crm")
    plan = HEAD + "".join(f"B{n},C1,plan,2026-0{n},1000.00,EUR\n" for n in range(1, 7))
    import_text(plan, "budgets")
    set_budget(campaign=fair, layer="plan", months={date(2026, 9, 1): Decimal(9)}, by=None)
    approve(fair)
    before = amounts(fair)
    changes = (
        "B1,C1,plan,2026-01,2000.00,EUR\n"  # another amount
        "B2,C1,plan,2026-12,1000.00,EUR\n"  # another month
        "B3,C1,plan,2026-03,1000.00,USD\n"  # another currency
        "B4,C1,forecast,2026-04,1000.00,EUR\n"  # taken out of the plan
        "B5,C2,plan,2026-05,1000.00,EUR\n"  # given to another campaign
        "B9,C1,plan,2026-08,500.00,EUR\n"  # a month more
        ",C1,plan,2026-09,8.00,EUR\n"  # what was typed in
    )
    as_it_stands, others = "B6,C1,plan,2026-06,1000.00,EUR\n", "F,C1,forecast,2026-01,9,EUR\nP,C2,plan,2026-01,7,EUR\n"
    result = import_text(HEAD + changes + as_it_stands + others, "budgets")

    assert counts(result) == (2, 0, 1, 0, 7)
    assert {(one.line, one.column) for one in result.problems} == {(line, "Amount") for line in range(2, 9)}
    for one in result.problems:
        assert "approved and locked" in one.reason
        assert "reopen the plan" in one.reason
    assert amounts(fair) == before | {("forecast", "2026-01"): 9}
    assert amounts(other) == {("plan", "2026-01"): 7}
    undo(result)
    assert amounts(fair) == before


def test_what_stands_as_approved_is_unchanged_and_a_reopened_plan_takes_the_file(fair):
    first = import_text(HEAD + PLAN, "budgets")
    approve(fair)
    assert counts(import_text(HEAD + PLAN + "\n", "budgets")) == (0, 0, 1, 0, 0)
    with pytest.raises(UndoRefused, match="The plan of Fair is approved and locked: reopen it on its page first"):
        undo(first)
    assert amounts(fair) == {("plan", "2026-01"): 1000}

    reopen_plan(campaign=fair, reason="The fair moved", by=make.user())
    changed = import_text(HEAD + PLAN.replace("1000", "1200"), "budgets")
    assert counts(changed) == (0, 1, 0, 0, 0)
    undo(changed)
    undo(first)
    assert not BudgetEntry.objects.exists()


def test_no_path_changes_an_approved_plan(fair):
    set_budget(campaign=fair, layer="plan", months={JANUARY: Decimal(1000)}, by=None)
    opened_before = Campaign.objects.get()
    approve(fair)
    rows = BudgetEntry.objects.filter(layer="plan")
    for write in (lambda: rows.update(amount=5), rows.delete, lambda: rows.update(layer="forecast")):
        with pytest.raises(IntegrityError, match="approved"), transaction.atomic():
            write()
    with pytest.raises(PlanRefused, match="locked"):
        set_budget(campaign=opened_before, layer="plan", months={JANUARY: Decimal(5)}, by=None)
    rows.update(rate_on=JANUARY, is_contractual=True)  # what the money is called is no part of the plan

    assert amounts(fair) == {("plan", "2026-01"): 1000}


def test_a_file_may_change_what_was_typed_in_and_undo_brings_it_back(fair):
    set_budget(campaign=fair, layer="plan", months={JANUARY: Decimal(1000)}, by=None)
    result = import_text(HEAD + PLAN.replace("1000", "1200"), "budgets")
    assert counts(result) == (0, 1, 0, 0, 0)
    assert amounts(fair) == {("plan", "2026-01"): 1200}

    undo(result)
    assert amounts(fair) == {("plan", "2026-01"): 1000}


def test_two_rows_for_one_month_are_both_refused(fair):
    result = import_text(HEAD + PLAN + PLAN.replace("B1", "B2"), "budgets")

    assert counts(result) == (0, 0, 0, 0, 2)
    assert "keep one of them" in result.problems[0].reason
