"""Key results as people enter, change and read them, and the plan's documents and sales targets."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from okrs.core.measures import Measure
from okrs.core.progress import Kind
from okrs.core.rollup import RollUpMode
from okrs.models import Document, KeyResult, SalesTarget
from tests.okrs.makers import check_in, key_result, objective
from tests.okrs.pages import page, send

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


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
        assert "4\u202f%" in page(client, "key_result", row.pk)


def test_an_objective_that_sums_shows_its_sum(client, ada, running):
    of = objective(running, roll_up=RollUpMode.SUM)
    check_in(key_result(of, "North", unit="EUR", target=100_000), 50_000, day=TODAY)
    key_result(of, "South", unit="EUR", target=20_000)
    text = page(client, "objective", of.pk)
    assert "of 120,000" in text
    assert "83\u202f% of the summed target" in text


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
