"""Pages as people use them: what they show, what they refuse, and how few queries they need."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.services import Share, link_campaign
from okrs import services
from okrs.core.status import Status
from okrs.models import BusinessObjective, Cycle, Objective
from people.models import Role
from tests import factories as make
from tests.okrs.makers import business, check_in, editing, key_result, objective, person
from tests.okrs.pages import page, send

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


class TestTree:
    def test_without_a_cycle_it_says_what_to_do(self, client, ada):
        assert "Plan a cycle" in page(client, "tree")

    def test_an_empty_cycle_asks_for_the_first_objective(self, client, ada, running):
        assert "Set the first objective" in page(client, "tree")

    def test_a_year_says_that_its_quarters_have_objectives_of_their_own(self, client, ada, running):
        days = {"starts_on": running.starts_on - timedelta(days=9), "ends_on": running.ends_on}
        year = Cycle.objects.create(name="The year", length="year", state="active", **days)
        said = "The year holds shorter cycles with objectives and links of their own"
        assert said in page(client, "tree", query=f"?cycle={year.pk}")
        assert said not in page(client, "tree", query=f"?cycle={running.pk}")

    def test_statuses_key_results_and_orphans_are_visible(self, client, ada, running):
        top = objective(running, "Fill the pipeline", business_objective=business())
        check_in(key_result(top), 1000, day=TODAY, said=services.Said(declared=Status.OFF_TRACK))
        objective(running, "Serves nobody")
        text = page(client, "tree")
        assert "1 objective serves no business objective" in text
        assert "No business objective" in text
        assert ">Qualified leads</a>" in text
        assert "Off track" in text

    def test_it_can_be_narrowed_by_status_and_by_what_it_serves(self, client, ada, running):
        wanted = business("Wanted")
        objective(running, "One", business_objective=wanted)
        objective(running, "Two")
        assert ">Two</a>" not in page(client, "tree", query=f"?business={wanted.pk}")
        assert ">One</a>" not in page(client, "tree", query="?business=none")
        assert "No objective matches" in page(client, "tree", query="?status=achieved")

    def test_an_unknown_cycle_is_not_found(self, client, ada, running):
        page(client, "tree", query="?cycle=999999", status=404)

    def test_a_long_tree_fetches_key_results_when_they_are_opened(self, client, ada, running):
        for number in range(41):
            top = objective(running, f"Objective {number}")
        key_result(top, "Asked for later")
        assert "Asked for later" not in page(client, "tree")
        assert "Asked for later" in page(client, "key_results_of", top.pk)

    @pytest.mark.parametrize("name", ["tree", "map"])
    def test_the_number_of_queries_does_not_grow(self, client, ada, running, name):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as found:
                page(client, name)
            return len(found)

        serves = business()
        funded = objective(running, business_objective=serves, owner=ada)
        check_in(key_result(funded), 5, day=TODAY)
        fair = make.campaign("Fair")
        make.spend(fair, running.starts_on - timedelta(days=2), "70", days=9)  # over the edge of the cycle
        link_campaign(campaign=fair, shares=[Share(funded, Decimal(1))], since=running.starts_on, by=None)
        queries()  # the frame of the page is remembered from now on
        few = queries()
        for number in range(5):
            top = objective(running, f"More {number}", business_objective=serves, owner=ada)
            check_in(key_result(top, owner=ada), 5, day=TODAY)
        assert queries() == few <= 12

    def test_the_map_leads_from_the_business_to_key_results_and_zooms(self, client, ada, running):
        one, other = business("Revenue"), business("Brand", category="brand")
        key_result(objective(running, "Fill", business_objective=one))
        objective(running, "Orphan")
        text = page(client, "map")
        assert text.index("Revenue") < text.index("Fill") < text.index("Qualified leads")
        assert "No objective serves it" in text
        assert "serve nothing that the business asked for" in text
        assert "Revenue</a>" not in page(client, "map", query=f"?business={other.pk}")


class TestObjectives:
    def test_a_new_one_serves_the_business_and_is_owned(self, client, ada, running):
        serves = business()
        facts = {"name": "Win small firms", "business_objective": serves.pk, "horizon": "long", "weight": 2}
        facts |= {"ambition": "aspirational", "roll_up": "mean", "owner": ada.pk, "co_owners": ["sales", "product"]}
        response = send(client, "new_objective", query=f"?cycle={running.pk}", **facts)
        made = Objective.objects.get()
        assert response.headers["Location"] == reverse("okrs:objective", args=[made.pk])
        assert (made.business_objective, made.owner, made.co_owners) == (serves, ada, ["sales", "product"])
        text = page(client, "objective", made.pk)
        assert "Sales, Product" in text
        assert "Added late" in text

    def test_a_change_in_mid_cycle_asks_why_beside_the_field_and_then_shows_the_version(self, client, ada, running):
        row = objective(running)
        facts = {"name": "Renamed", "horizon": "short", "weight": 1, "ambition": "committed", "roll_up": "mean"}
        facts |= {"revision": 1, "is_contributing": "on"}
        response = send(client, "edit_objective", row.pk, **facts)
        assert response.status_code == 422
        assert "Say why this changes now" in response.content.decode()
        assert send(client, "edit_objective", row.pk, reason="Clearer", **facts).status_code == 302
        text = page(client, "objective", row.pk)
        assert "Fill the pipeline → Renamed" in text
        assert "Changed mid-cycle" in text
        assert "“Clearer”" in text

    def test_the_second_editor_sees_the_first_change_and_may_save_again(self, client, ada, running):
        row = objective(running)
        services.change_objective(row, {"weight": Decimal(3)}, editing=editing(by=person("Bob"), reason="Priority"))
        facts = {"name": "Mine", "horizon": "short", "weight": 1, "ambition": "committed", "roll_up": "mean"}
        facts |= {"is_contributing": "on", "reason": "Clearer"}
        response = send(client, "edit_objective", row.pk, revision=1, **facts)
        text = response.content.decode()
        assert "Bob changed this while you were editing (weight: 1.00 → 3)" in text
        assert 'name="revision" value="2"' in text
        assert send(client, "edit_objective", row.pk, revision=2, **facts).status_code == 302

    def test_dropping_needs_a_reason_and_shows_it(self, client, ada, running):
        row, heir = objective(running), objective(running, "Heir")
        assert "Say why" in send(client, "drop_objective", row.pk, reason="").content.decode()
        send(client, "drop_objective", row.pk, reason="The market moved.", superseded_by=heir.pk)
        text = page(client, "objective", row.pk)
        assert "The market moved." in text
        assert "Superseded by" in text

    def test_names_cannot_attack(self, client, ada, running):
        top = objective(running, "<script>alert(1)</script>", business_objective=business("<b>Bold</b>"))
        key_result(top, "<img src=x onerror=alert(1)>", unit="<i>x</i>")
        for name, arguments in (("tree", []), ("map", []), ("objective", [top.pk])):
            text = page(client, name, *arguments)
            assert "<script>alert" not in text
            assert "<img src=x" not in text


class TestBusinessObjectives:
    def test_one_is_made_and_its_priority_is_shown(self, client, ada):
        business("Other", weight=Decimal(3))
        facts = {
            "name": "Grow",
            "category": "share",
            "weight": 1,
            "co_owners": ["finance"],
            "scope_region": "North, West",
        }
        assert send(client, "new_business_objective", **facts).status_code == 302
        assert BusinessObjective.objects.get(name="Grow").scope == {"region": ["North", "West"]}
        text = page(client, "business_objectives")
        assert "Market share" in text
        assert "25\u202f%" in text

    def test_a_share_above_one_is_refused(self, client, ada):
        facts = {"name": "Grow", "category": "share", "weight": 1, "target_share": "1.5"}
        response = send(client, "new_business_objective", **facts)
        assert "between 0 and 100 %" in response.content.decode()

    def test_only_one_that_is_there_can_be_retired(self, client, ada):
        assert "Retired on" not in page(client, "new_business_objective")
        row = business()
        assert "Retired on" in page(client, "edit_business_objective", row.pk)
        facts = {"name": row.name, "category": "revenue", "weight": 1, "revision": 1, "retired_on": TODAY}
        assert send(client, "edit_business_objective", row.pk, **facts).status_code == 302
        row.refresh_from_db()
        assert row.retired_on == TODAY

    def test_its_weight_can_be_changed_and_the_scope_is_kept(self, client, ada):
        row = business()
        facts = {"name": row.name, "category": "revenue", "weight": 5, "revision": 1}
        assert send(client, "edit_business_objective", row.pk, **facts).status_code == 302
        row.refresh_from_db()
        assert (row.weight, row.versions.count()) == (5, 1)


def test_a_board_member_reads_everything_and_changes_nothing(client, running):
    client.force_login(person("Board", Role.BOARD))
    row = key_result(objective(running))
    for name, arguments in (("tree", []), ("objective", [row.objective.pk]), ("key_result", [row.pk]), ("cycles", [])):
        text = page(client, name, *arguments)
        assert "New objective" not in text
        assert ">Change<" not in text
    assert send(client, "check_in", row.pk).status_code == 403
    assert Cycle.objects.count() == 1
