"""Pages as people use them: what they show, what they refuse, and how few queries they need."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from okrs import services
from okrs.core.measures import Measure
from okrs.core.progress import Kind
from okrs.core.rollup import RollUpMode
from okrs.core.status import Status
from okrs.models import BusinessObjective, Cycle, Document, KeyResult, Objective, SalesTarget
from people.models import Role
from tests.okrs.makers import business, check_in, cycle, editing, key_result, objective, person

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture
def ada(client):
    found = person("Ada", Role.EXECUTIVE)
    client.force_login(found)
    return found


@pytest.fixture
def running():
    return cycle(day=TODAY)


def page(client, name, *arguments, query="", status=200, **options):
    response = client.get(reverse(f"okrs:{name}", args=arguments) + query, **options)
    assert response.status_code == status
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return re.sub(r"[ \n]+", " ", text)


def send(client, to, /, *arguments, query="", **data):
    return client.post(reverse(f"okrs:{to}", args=arguments) + query, data)


class TestTree:
    def test_without_a_cycle_it_says_what_to_do(self, client, ada):
        assert "Plan a cycle" in page(client, "tree")

    def test_an_empty_cycle_asks_for_the_first_objective(self, client, ada, running):
        assert "Set the first objective" in page(client, "tree")

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
        check_in(key_result(objective(running, business_objective=serves, owner=ada)), 5, day=TODAY)
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

    def test_its_weight_can_be_changed_and_the_scope_is_kept(self, client, ada):
        row = business()
        facts = {"name": row.name, "category": "revenue", "weight": 5, "revision": 1}
        assert send(client, "edit_business_objective", row.pk, **facts).status_code == 302
        row.refresh_from_db()
        assert (row.weight, row.versions.count()) == (5, 1)


class TestKeyResults:
    FACTS = {"name": "Leads", "kind": "increase", "measure": "flow", "unit": "leads", "weight": 1,
             "period_rule": "share_inside", "is_contributing": "on"}  # fmt: skip

    def test_numbers_are_typed_as_people_write_them(self, client, ada, running):
        of = objective(running)
        send(client, "new_key_result", of.pk, **self.FACTS, baseline="0", target="5,000 leads")
        made = KeyResult.objects.get()
        assert (made.target, made.checkpoints.count() >= 2) == (5000, True)
        text = page(client, "key_result", made.pk)
        assert "Increase from 0 to 5,000\xa0leads" in text
        assert "No value has been checked in yet" in text

    @pytest.mark.parametrize(
        ("numbers", "sentence"),
        [
            ({"baseline": "0", "target": "20 %"}, "This key result is in leads"),
            ({"baseline": "5", "target": "5"}, "are equal"),
            ({"baseline": "", "target": "5"}, "Give the baseline"),
            ({"baseline": "many", "target": "5"}, "is not a number"),
        ],
    )
    def test_what_makes_no_sense_is_refused_at_its_field(self, client, ada, running, numbers, sentence):
        response = send(client, "new_key_result", objective(running).pk, **self.FACTS, **numbers)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not KeyResult.objects.exists()

    def test_a_milestone_takes_its_checklist_line_by_line(self, client, ada, running):
        facts = {**self.FACTS, "kind": "milestone", "checklist": "Name\n\nSite\n"}
        send(client, "new_key_result", objective(running).pk, **facts)
        assert [item.text for item in KeyResult.objects.get().checklist.all()] == ["Name", "Site"]

    def test_the_form_of_a_change_shows_plain_numbers(self, client, ada, running):
        leads = key_result(objective(running))
        text = page(client, "edit_key_result", leads.pk)
        assert 'name="target" value="100"' in text
        facts = {**self.FACTS, "baseline": "0", "target": "120", "reason": "More budget", "revision": 1}
        assert send(client, "edit_key_result", leads.pk, **facts).status_code == 302
        assert "target: 100.000000 → 120".lower() in page(client, "key_result", leads.pk).lower()

    def test_dropping_one_keeps_it_visible(self, client, ada, running):
        leads = key_result(objective(running))
        send(client, "drop_key_result", leads.pk, reason="No data source")
        assert "Dropped: No data source" in page(client, "key_result", leads.pk)

    def test_checkpoints_are_set_in_the_unit_of_the_key_result(self, client, ada, running):
        leads, day = key_result(objective(running)), running.starts_on + timedelta(days=40)
        response = send(client, "checkpoints", leads.pk, day_0=day, value_0="20 %")
        assert "This key result is in leads" in response.content.decode()
        response = send(client, "checkpoints", leads.pk, day_0="", value_0="20")
        assert "Give the day" in response.content.decode()
        response = send(client, "checkpoints", leads.pk, day_0=date(1999, 1, 1), value_0="20")
        assert "lies outside" in response.content.decode()
        send(client, "checkpoints", leads.pk, day_0=day, value_0="20")
        assert [(p.due_on, p.expected) for p in leads.checkpoints.all()] == [(day, 20)]

    def test_the_chart_is_served_as_json_beside_its_table(self, client, ada, running):
        leads = key_result(objective(running))
        check_in(leads, 30, day=TODAY)
        figure = client.get(reverse("okrs:key_result_figure", args=[leads.pk])).json()
        assert [trace["name"] for trace in figure["data"]] == ["Expected", "Checkpoint", "Value"]
        assert figure["data"][2]["y"] == [30.0]
        assert "30\xa0leads of 100" in page(client, "key_result", leads.pk)

    @pytest.mark.parametrize("kind", Kind)
    def test_every_kind_has_a_page_before_and_after_its_first_value(self, client, ada, running, kind):
        numbers = {} if kind.travels else {"target": 5, "band_low": 1, "band_high": 9}
        row = key_result(objective(running), kind=kind, unit="%", measure=Measure.LEVEL, **numbers)
        page(client, "key_result", row.pk)
        check_in(row, 4, day=TODAY)
        assert "4\xa0%" in page(client, "key_result", row.pk)


def test_an_objective_that_sums_shows_its_sum(client, ada, running):
    of = objective(running, roll_up=RollUpMode.SUM)
    check_in(key_result(of, "North", unit="EUR", target=100_000), 50_000, day=TODAY)
    assert "of 100,000" in page(client, "objective", of.pk)


class TestPlan:
    def test_the_register_names_what_is_missing_and_takes_links_and_files(self, client, ada):
        assert "None of the four documents to have is registered" in page(client, "documents")
        facts = {"name": "Strategy", "kind": "strategy", "link": "https://example.org/strategy"}
        assert send(client, "new_document", **facts).status_code == 302
        file = SimpleUploadedFile("plan.html", b"<script>alert(1)</script>")
        assert send(client, "new_document", name="Plan", kind="plan", file=file).status_code == 302
        assert "2 of the four documents to have are missing" in page(client, "documents")
        uploaded = client.get(reverse("okrs:document_file", args=[Document.objects.get(kind="plan").pk]))
        assert uploaded.headers["Content-Disposition"].startswith("attachment")
        uploaded.close()

    def test_a_document_without_link_or_file_is_refused(self, client, ada):
        response = send(client, "new_document", name="Empty", kind="other")
        assert "Give a link to the document, or upload it" in response.content.decode()

    def test_a_document_without_a_file_has_nothing_to_download(self, client, ada):
        row = Document.objects.create(name="Linked", kind="okrs", link="https://example.org")
        assert client.get(reverse("okrs:document_file", args=[row.pk])).status_code == 404

    def test_sales_targets_are_set_by_month_and_compared_with_results(self, client, ada):
        facts = {"month": TODAY, "target": "1000", "result": "750"}
        assert send(client, "new_sales_target", **facts).status_code == 302
        assert send(client, "new_sales_target", **{**facts, "target": "1500"}).status_code == 302
        assert [(row.month.day, row.target) for row in SalesTarget.objects.all()] == [(1, 1500)]
        text = page(client, "sales_targets")
        assert "€1,500.00" in text
        assert "50\u202f%" in text

    def test_another_year_can_be_asked_for_and_nonsense_means_this_one(self, client, ada):
        assert "2019" in page(client, "sales_targets", query="?year=2019-05-05")
        assert str(TODAY.year) in page(client, "sales_targets", query="?year=soon")


def test_a_board_member_reads_everything_and_changes_nothing(client, running):
    client.force_login(person("Board", Role.BOARD))
    row = key_result(objective(running))
    for name, arguments in (("tree", []), ("objective", [row.objective.pk]), ("key_result", [row.pk]), ("cycles", [])):
        text = page(client, name, *arguments)
        assert "New objective" not in text
        assert ">Change<" not in text
    assert send(client, "check_in", row.pk).status_code == 403
    assert Cycle.objects.count() == 1
