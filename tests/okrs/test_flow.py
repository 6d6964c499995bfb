"""From planning a cycle to carrying it over, through the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from okrs.core.measures import Measure
from okrs.core.progress import Kind
from okrs.core.status import Status
from okrs.models import CheckIn, Cycle, Objective
from people.models import Role
from tests.okrs.makers import check_in, cycle, key_result, objective, person

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture
def ada(client):
    found = person("Ada", Role.EXECUTIVE)
    client.force_login(found)
    return found


def address(name, *arguments, query=""):
    return reverse(f"okrs:{name}", args=arguments) + query


def test_a_cycle_from_plan_to_carry_over(client, ada):
    client.post(address("new_cycle"), {"length": "quarter", "day": TODAY, "cadence_days": 14})
    quarter = Cycle.objects.get()
    made = {"horizon": "short", "weight": 1, "ambition": "committed", "roll_up": "mean", "is_contributing": "on"}
    client.post(address("new_objective", query=f"?cycle={quarter.pk}"), {"name": "Fill the pipeline", **made})
    row = Objective.objects.get()
    facts = {"name": "Leads", "kind": "increase", "measure": "flow", "unit": "leads", "weight": 1, "owner": ada.pk}
    facts |= {"period_rule": "share_inside", "is_contributing": "on", "baseline": "0", "target": "5,000"}
    client.post(address("new_key_result", row.pk), facts)
    leads = row.key_results.get()

    assert "has no owner" in client.get(address("cycle", quarter.pk)).content.decode()
    client.post(address("move_cycle", quarter.pk, "open"))
    client.post(address("check_in", leads.pk), {"value": "1,000 leads", "confidence": "6", "day": TODAY})
    client.post(address("move_cycle", quarter.pk, "review"))

    told = client.post(address("move_cycle", quarter.pk, "close"), follow=True).content.decode()
    assert "no root cause yet" in told
    client.post(address("score", leads.pk), {"score": "", "root_cause": "The fair was cancelled.", "revision": 1})
    told = client.post(address("move_cycle", quarter.pk, "close"), {"summary": "Too few."}, follow=True)
    assert "The fair was cancelled." in told.content.decode()
    quarter.refresh_from_db()
    assert (quarter.state, quarter.summary, quarter.closed_by) == (Cycle.State.CLOSED, "Too few.", ada)

    following = cycle(day=quarter.ends_on, opened=False)
    client.post(address("carry_over", quarter.pk), {"objectives": [row.pk], "into": following.pk})
    copy = following.objectives.get()
    assert (copy.state, copy.carried_from, copy.key_results.get().check_ins.count()) == ("draft", row, 0)


class TestWizard:
    def test_a_step_that_cannot_be_taken_is_told(self, client, ada):
        running = cycle(day=TODAY)
        told = client.post(address("move_cycle", running.pk, "open"), follow=True).content.decode()
        assert "only a draft can be opened" in told

    def test_a_cycle_that_overlaps_is_refused_at_its_day(self, client, ada):
        cycle(day=TODAY)
        told = client.post(address("new_cycle"), {"length": "quarter", "day": TODAY, "name": "B", "cadence_days": 14})
        assert "would overlap" in told.content.decode()

    def test_a_step_is_never_taken_by_a_mere_look(self, client, ada):
        draft = cycle(day=TODAY, opened=False)
        assert client.get(address("move_cycle", draft.pk, "open")).status_code == 405
        assert Cycle.objects.get().state == Cycle.State.DRAFT

    def test_carrying_nothing_over_is_told(self, client, ada):
        running = cycle(day=TODAY)
        assert "Choose at least one" in client.post(address("carry_over", running.pk), follow=True).content.decode()

    def test_marketers_see_the_wizard_but_do_not_move_it(self, client):
        client.force_login(person("Mark"))
        running = cycle(day=TODAY)
        assert "Start the review</button>" not in client.get(address("cycle", running.pk)).content.decode()
        assert client.post(address("move_cycle", running.pk, "review")).status_code == 403


class TestCheckIn:
    def test_a_minute_is_enough_value_confidence_words(self, client, ada):
        leads = key_result(objective(cycle(day=TODAY)))
        sent = {"value": "42", "confidence": "7", "declared": "at_risk", "what_changed": "Fair", "day": TODAY}
        assert client.post(address("check_in", leads.pk), sent).status_code == 302
        row = CheckIn.objects.get()
        assert (row.value, row.confidence, row.declared, row.by) == (42, 7, Status.AT_RISK, ada)
        text = client.get(address("key_result", leads.pk)).content.decode()
        assert "declared: at risk" in text

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"value": "12 %"}, "This key result is in leads"),
            ({"value": ""}, "Give a value"),
            ({"value": "5", "day": TODAY + timedelta(days=2)}, "in the future"),
            ({"value": "5", "confidence": "11"}, "Select a valid choice"),
        ],
    )
    def test_bad_values_are_refused_beside_their_field(self, client, ada, sent, sentence):
        leads = key_result(objective(cycle(day=TODAY)))
        response = client.post(address("check_in", leads.pk), {"day": TODAY, **sent})
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not CheckIn.objects.exists()

    def test_a_ratio_is_asked_for_by_its_parts(self, client, ada):
        rate = key_result(objective(cycle(day=TODAY)), unit="%", measure=Measure.RATIO)
        client.post(address("check_in", rate.pk), {"numerator": "90", "denominator": "500", "day": TODAY})
        assert CheckIn.objects.get().value == 18

    def test_a_milestone_is_ticked_off(self, client, ada):
        launch = key_result(objective(cycle(day=TODAY)), kind=Kind.MILESTONE, checklist=[("Name", 1), ("Site", 1)])
        name, _ = launch.checklist.all()
        client.post(address("check_in", launch.pk), {"done": [name.pk], "day": TODAY})
        assert CheckIn.objects.get().value == 50


class TestOwed:
    def test_it_lists_what_this_person_owes_and_leads_through_it(self, client, ada):
        quarter = cycle(day=TODAY, cadence_days=1)
        of = objective(quarter, owner=ada)
        first, second = key_result(of, "First"), key_result(of, "Second")
        key_result(objective(quarter, "Other", owner=person("Bob")), "Of Bob")

        text = client.get(address("owed")).content.decode()
        assert "You owe 2 check-ins" in text
        assert "Of Bob" not in text
        response = client.post(address("check_in", first.pk, query="?next"), {"value": "5", "day": TODAY})
        assert response.headers["Location"] == address("check_in", second.pk, query="?next")

    def test_nothing_due_is_said(self, client, ada):
        leads = key_result(objective(cycle(day=TODAY), owner=ada))
        check_in(leads, 5, day=TODAY)
        assert "You owe no check-in" in client.get(address("owed")).content.decode()
