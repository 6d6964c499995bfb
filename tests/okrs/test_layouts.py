"""Objectives, key results and their values out of files: found again by name, refused in words, taken back whole."""

from datetime import date
from decimal import Decimal

import pytest

from okrs import selectors
from okrs.models import BusinessObjective, CheckIn, Cycle, Document, KeyResult, Objective, SalesTarget
from tests.imports.helpers import counts, import_text, undo
from tests.okrs.makers import person

pytestmark = pytest.mark.django_db

CYCLES = "name,length,starts_on,ends_on,state\nQ1 FY26,quarter,2026-01-01,2026-04-01,active\n"
GOALS = (
    "name,category,weight,co_owners,scope,owner\n"
    'Grow,revenue growth,0.6,sales;finance,"{""region"": [""North""]}",ADA@example.org\n'
)
OBJECTIVES = (
    "cycle,name,business_objective,parent,weight,state,co_owners\n"
    "Q1 FY26,Fill the pipeline,Grow,,2,active,sales\n"
    "Q1 FY26,Win small firms,Grow,Fill the pipeline,1,active,\n"
)
KEY_RESULTS = (
    "cycle,objective,name,kind,measure,unit,baseline,target,weight\n"
    "Q1 FY26,Fill the pipeline,Leads,increase,flow,leads,0,5000,1\n"
    "q1 fy26,win small firms,Churn,decrease,level,%,5,3,1\n"
)
ENDS = "cycle,objective,name,baseline,target\n"
VALUES = (
    "cycle,objective,key_result,day,value,confidence,declared,what_changed,by\n"
    "Q1 FY26,Fill the pipeline,Leads,2026-02-15,2600,7,on track,Fair,ada@example.org\n"
    "Q1 FY26,Win small firms,Churn,2026-02-15,4,,,,\n"
)


@pytest.fixture
def loaded():
    person("Ada")
    results = {}
    for target, text in (
        ("cycles", CYCLES),
        ("business_objectives", GOALS),
        ("objectives", OBJECTIVES),
        ("key_results", KEY_RESULTS),
        ("key_result_values", VALUES),
    ):
        results[target] = import_text(text, target, source="spreadsheet")
        assert counts(results[target])[4] == 0, results[target].problems
    return results


def test_a_whole_cycle_comes_in_by_names(loaded):
    goal = BusinessObjective.objects.get()
    assert (goal.category, goal.co_owners, goal.owner.name) == ("revenue", ["sales", "finance"], "Ada")
    assert goal.scope == {"region": ["North"]}
    (top,) = selectors.objectives_with_progress(Cycle.objects.get(), today=date(2026, 2, 15))
    assert (top.objective.business_objective, top.objective.co_owners) == (goal, ["sales"])
    assert [child.objective.name for child in top.children] == ["Win small firms"]
    assert (top.progress, top.children[0].progress) == (0.52, 0.5)
    value = CheckIn.objects.get(key_result__name="Leads")
    assert (value.provenance, value.source, value.by.name) == ("imported", "spreadsheet", "Ada")


def test_the_same_files_again_change_nothing(loaded):
    for target, text in (("objectives", OBJECTIVES), ("key_results", KEY_RESULTS), ("key_result_values", VALUES)):
        again = import_text(text, target, source="spreadsheet")
        assert counts(again) == (0, 0, 2, 0, 0)


def test_a_restated_value_replaces_the_imported_one_and_can_be_taken_back(loaded):
    restated = import_text(VALUES.replace("2600", "2500"), "key_result_values", source="spreadsheet")
    assert counts(restated)[1] == 1
    assert CheckIn.objects.get(key_result__name="Leads").value == 2500
    undo(restated)
    assert CheckIn.objects.get(key_result__name="Leads").value == 2600


def test_an_import_that_is_taken_back_leaves_nothing(loaded):
    for target in ("key_result_values", "key_results", "objectives", "business_objectives", "cycles"):
        undo(loaded[target])
    assert not Objective.objects.exists()
    assert not KeyResult.objects.exists()
    assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    ("target", "text", "sentence"),
    [
        (
            "key_results",
            "cycle,objective,name,baseline,target\nQ1 FY26,Fill the pipeline,X,5,5\n",
            "equal ones say nothing",
        ),
        (
            "key_results",
            "cycle,objective,name,baseline,target\nQ9,Fill the pipeline,X,5,6\n",
            "not the name of a known",
        ),
        ("objectives", "cycle,name\nQ9,X\n", "not the name of a known"),
        ("objectives", "cycle,name,state\nQ1 FY26,X,dropped\n", "when and why"),
        ("objectives", "cycle,name,co_owners\nQ1 FY26,X,legal\n", "A team is not known"),
        ("business_objectives", "name,category,weight\nX,revenue,-1\n", "below 0"),
        (
            "key_result_values",
            "cycle,objective,key_result,day,value,confidence\nQ1 FY26,Fill the pipeline,Leads,2026-02-01,5,11\n",
            "0 to 10",
        ),
        ("documents", "name,kind,link\nPlan,plan,javascript:alert(1)\n", "begins with https"),
    ],
)
def test_rows_that_make_no_sense_are_rejected_in_words(loaded, target, text, sentence):
    result = import_text(text, target, source="spreadsheet")
    assert counts(result)[4] == 1
    assert sentence in " ".join(problem.reason for problem in result.problems)


def test_checkpoints_checklists_documents_and_sales_targets_come_in_too(loaded):
    import_text(
        "cycle,objective,key_result,due_on,expected\nQ1 FY26,Fill the pipeline,Leads,2026-01-31,1000\n", "checkpoints"
    )
    import_text("cycle,objective,key_result,text,done_on\nQ1 FY26,Fill the pipeline,Leads,Hall booked,\n", "checklist")
    import_text("name,kind,link\nPlan,Marketing plan,https://example.com/plan\n", "documents")
    import_text("month,segment,target,result\n2026-01-15,SME,1000.50,\n", "sales_targets")
    leads = KeyResult.objects.get(name="Leads")
    assert [(point.due_on, point.expected) for point in leads.checkpoints.all()] == [(date(2026, 1, 31), 1000)]
    assert [item.text for item in leads.checklist.all()] == ["Hall booked"]
    assert Document.objects.get().kind == "plan"
    assert [(row.month, row.segment, row.target, row.result) for row in SalesTarget.objects.all()] == [
        (date(2026, 1, 1), "SME", Decimal("1000.50"), None)
    ]
