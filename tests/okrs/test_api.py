"""The programming interface of this app: same rules, refusals as problem details."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from okrs.models import BusinessObjective, Cycle, KeyResult, Objective
from people.models import Role
from tests.okrs.makers import business, check_in, cycle, key_result, objective, person

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
JSON = {"content_type": "application/json"}


@pytest.fixture
def ada(client):
    found = person("Ada", Role.EXECUTIVE)
    client.force_login(found)
    return found


@pytest.fixture
def running():
    return cycle(day=TODAY)


def address(name, **arguments):
    return reverse(f"api_{name}", kwargs=arguments)


def test_an_objective_from_goal_to_check_in(client, ada):
    goal = client.post(address("business_objectives"), {"name": "Grow", "category": "revenue", "weight": "2"}, **JSON)
    quarter = client.post(address("cycles"), {"length": "quarter", "day": str(TODAY)}, **JSON).json()
    assert client.post(address("move_cycle", pk=quarter["id"], step="open"), **JSON).json()["state"] == "active"
    facts = {"cycle": quarter["id"], "business_objective": goal.json()["id"], "name": "Fill the pipeline"}
    row = client.post(address("objectives"), {**facts, "co_owners": ["sales"]}, **JSON).json()
    facts = {"objective": row["id"], "name": "Leads", "kind": "increase", "measure": "flow", "unit": "leads"}
    leads = client.post(address("key_results"), {**facts, "baseline": 0, "target": 5000}, **JSON).json()
    made = client.post(address("check_ins", pk=leads["id"]), {"day": str(TODAY), "value": "1250"}, **JSON)
    assert made.status_code == 201
    assert made.json()["provenance"] == "typed"

    (found,) = client.get(address("cycle_progress", pk=quarter["id"])).json()
    assert (found["name"], found["progress"]) == ("Fill the pipeline", 0.25)
    assert found["key_results"][0]["current"] == "1250.000000"
    figure = client.get(address("key_result_figure", pk=leads["id"])).json()
    assert figure["rows"][0][1] == ["1,250", 1250.0]


def test_a_refusal_is_a_problem_at_its_field(client, ada, running):
    facts = {"objective": objective(running).pk, "name": "Leads", "baseline": 5, "target": 5}
    response = client.post(address("key_results"), facts, **JSON)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "are equal" in response.json()["errors"]["target"][0]
    assert not KeyResult.objects.exists()


def test_an_older_revision_is_a_conflict_that_names_the_change(client, ada, running):
    row = objective(running)
    url = address("objective", pk=row.pk)
    assert client.patch(url, {"name": "One", "revision": 1, "reason": "Clearer"}, **JSON).status_code == 200
    response = client.patch(url, {"name": "Two", "revision": 1, "reason": "Shorter"}, **JSON)
    assert response.status_code == 409
    assert "Ada changed this" in response.json()["detail"]
    assert "revision is now 2" in response.json()["detail"]


def test_a_change_in_mid_cycle_needs_a_reason(client, ada, running):
    leads = key_result(objective(running))
    url = address("key_result", pk=leads.pk)
    assert "Say why" in str(client.patch(url, {"target": 200}, **JSON).json()["errors"]["reason"])
    assert client.patch(url, {"target": 200, "reason": "More"}, **JSON).json()["changed_mid_cycle_at"]


def test_what_belongs_to_a_cycle_stays_in_it(client, ada, running):
    row, other = objective(running), cycle(day=TODAY + timedelta(days=100))
    client.patch(address("objective", pk=row.pk), {"cycle": other.pk, "name": "X", "reason": "Y"}, **JSON)
    row.refresh_from_db()
    assert (row.cycle, row.name) == (running, "X")


def test_states_and_scores_cannot_be_written_past_the_rules(client, ada, running):
    row = objective(running)
    client.patch(address("objective", pk=row.pk), {"state": "dropped", "score": 1, "name": row.name}, **JSON)
    row.refresh_from_db()
    assert (row.state, row.score) == (Objective.State.ACTIVE, None)


def test_checkpoints_are_replaced_as_a_list(client, ada, running):
    leads = key_result(objective(running))
    day = running.starts_on + timedelta(days=40)
    url = address("checkpoints", pk=leads.pk)
    found = client.put(url, [{"due_on": str(day), "expected": "20"}], **JSON).json()
    assert found == [{"due_on": str(day), "expected": "20.000000"}]
    response = client.put(url, [{"due_on": "1999-01-01", "expected": "20"}], **JSON)
    assert "lies outside" in str(response.json()["errors"])
    assert leads.checkpoints.count() == 1


def test_a_cycle_that_cannot_move_says_why(client, ada, running):
    response = client.post(address("move_cycle", pk=running.pk, step="close"), {"summary": "Done"}, **JSON)
    assert "has to be in review" in str(response.json()["errors"])
    assert Cycle.objects.get().state == Cycle.State.ACTIVE


@pytest.mark.parametrize(
    ("name", "facts", "sentence"),
    [
        ("documents", {"name": "Empty", "kind": "okrs"}, "Give a link"),
        ("sales_targets", {"month": "2026-01-01", "target": "-5"}, "cannot be below 0"),
        ("business_objectives", {"name": "A", "category": "revenue", "scope": {"planet": ["Mars"]}}, "no dimension"),
        ("business_objectives", {"name": "A", "category": "hope"}, "not a valid choice"),
        ("cycles", {"length": "custom", "day": "2026-01-01"}, "end after it starts"),
    ],
)
def test_bad_input_is_refused_in_words(client, ada, name, facts, sentence):
    response = client.post(address(name), facts, **JSON)
    assert response.status_code == 400
    assert sentence in str(response.json())


def test_lists_are_narrowed_by_their_filters(client, ada, running):
    row = objective(running, business_objective=business())
    key_result(row)
    objective(running, "Other")
    check_in(key_result(row, "Visits"), 5, day=TODAY)
    query = f"?business_objective={row.business_objective_id}"
    assert client.get(address("objectives") + query).json()["count"] == 1
    assert client.get(address("key_results") + f"?objective={row.pk}").json()["count"] == 2
    assert client.get(address("sales_targets") + "?month__gte=2026-01-01").json()["count"] == 0
    assert client.get(address("cycle", pk=running.pk)).json()["name"] == running.name


def test_documents_and_sales_targets_are_written(client, ada):
    facts = {"name": "Strategy", "kind": "strategy", "link": "https://example.org"}
    assert client.post(address("documents"), facts, **JSON).status_code == 201
    facts = {"month": "2026-01-15", "target": "100"}
    assert client.post(address("sales_targets"), facts, **JSON).json()["month"] == "2026-01-01"


def test_a_business_objective_is_changed_under_its_revision(client, ada):
    row = business()
    response = client.patch(address("business_objective", pk=row.pk), {"weight": "3", "revision": 1}, **JSON)
    assert (response.json()["weight"], response.json()["revision"]) == ("3.00", 2)
    assert BusinessObjective.objects.get().versions.count() == 1
