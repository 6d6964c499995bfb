"""Importing by the pages: bring files, answer what is open, confirm, look at the result, undo."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.models import SpendEntry
from crm.models import Account, Contact
from imports.models import Batch, Source
from jobs.models import Job
from jobs.services import run_waiting
from people.models import Role, User
from tests.imports.helpers import import_text

pytestmark = pytest.mark.django_db
ACCOUNTS = "external_id,name,domain,notes\nA1,Nordwind,nordwind.example,secret\nA2,,x.example,\n"
SPEND = "Campaign,Day,Cost\nSpring,03/04/2026,10\nSpring,05/04/2026,20\n"


@pytest.fixture
def analyst(client):
    user = User.objects.create_user("ada@example.org", name="Ada", role=Role.ANALYST)
    client.force_login(user)
    return user


def page(client, name, *arguments, query="", status=200):
    response = client.get(reverse(f"imports:{name}", args=arguments) + query)
    assert response.status_code == status
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return re.sub(r"\s+", " ", text)


def upload(client, *files, **more):
    given = [SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode()) for name, text in files]
    return client.post(reverse("imports:new"), {"files": given, "source": "CRM", "target": "", **more})


def step(client, name, pk, **data):
    response = client.post(reverse(f"imports:{name}", args=[pk]), data)
    run_waiting()
    return response


@pytest.fixture
def looked_at(client, analyst):
    upload(client, ("accounts.csv", ACCOUNTS))
    run_waiting()
    return Batch.objects.get()


class TestBringing:
    def test_a_file_leads_to_its_page_and_is_recognised_by_its_columns(self, client, analyst):
        response = upload(client, ("list.csv", ACCOUNTS))

        one = Batch.objects.get()
        assert response.url == reverse("imports:show", args=[one.pk])
        assert "It starts as soon as a worker is free" in page(client, "show", one.pk)
        run_waiting()
        one.refresh_from_db()
        assert (one.target, one.source.name, one.by) == ("accounts", "crm", analyst)

    def test_several_files_and_a_zip_become_one_import_each(self, client, analyst):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("in/contacts.csv", "external_id,email\nC1,a@b.example\n")
            archive.writestr("__MACOSX/in/._contacts.csv", "x")
        response = upload(client, ("accounts.csv", ACCOUNTS), ("both.zip", packed.getvalue()))
        run_waiting()

        assert response.url == reverse("imports:index")
        assert sorted(Batch.objects.values_list("target", flat=True)) == ["accounts", "contacts"]

    def test_an_empty_file_is_refused_by_name_and_the_others_are_taken(self, client, analyst):
        response = upload(client, ("good.csv", ACCOUNTS), ("bad.zip", b"PK\x03\x04nothing"), ("named.csv", b" "))

        assert Batch.objects.count() == 2
        assert "bad.zip is damaged" in client.get(response.url).content.decode()

    def test_a_file_of_unknown_columns_asks_what_its_rows_are(self, client, analyst):
        upload(client, ("odd.csv", "Fruit,Weight\nApple,3\nPear,4\n"))
        run_waiting()
        one = Batch.objects.get()
        assert "was not recognised" in page(client, "show", one.pk)

        step(client, "choose", one.pk, target="accounts")
        text = page(client, "show", one.pk)
        assert "No column for" in text
        step(client, "choose", one.pk, target="accounts", **{"column-external_id": "Fruit", "column-name": "Fruit"})
        assert "Import 2 rows" in page(client, "show", one.pk)


class TestDeciding:
    def test_the_preview_shows_rows_counts_and_what_is_dropped(self, client, looked_at):
        text = page(client, "show", looked_at.pk)

        assert "Import 1 rows" in text
        assert "Account name is missing." in text
        assert "<dt>Not imported</dt><dd>notes</dd>" in text
        assert "nordwind.example" in text
        assert not Account.objects.exists()

    def test_a_preview_masks_what_is_personal(self, client, analyst):
        upload(client, ("contacts.csv", "external_id,email,name\nC1,ada@byron.example,Ada Byron\n"))
        run_waiting()

        text = page(client, "show", Batch.objects.get().pk)
        assert "byron" not in text.lower()
        assert "a•••@•••.example" in text

    def test_a_preview_shows_references_as_the_file_says_them_and_whether_they_are_there(self, client, analyst):
        import_text("Contact ID,E-mail\nP-1,ada@byron.example\n", "contacts")
        import_text("Campaign ID,Campaign name\nC-1,Spring\n", "campaigns")
        touches = "Touchpoint ID,E-mail,Time,Campaign ID\nT1,ada@byron.example,2026-03-01T10:00:00Z,C-1\n"
        upload(
            client,
            ("touchpoints.csv", touches + "T2,ada@byron.example,2026-03-02T10:00:00Z,C-9\n"),
            ("spend.csv", "Campaign ID,Day,Cost,Currency\nC-1,2026-03-01,5.00,EUR\nC-7,2026-03-01,6.00,EUR\n"),
        )
        run_waiting()

        told = {one.target: _first_rows(page(client, "show", one.pk)) for one in Batch.objects.filter(state="opened")}
        assert "ada" not in str(told)
        first, second = told["touchpoints"]
        assert (first["Contact"], first["Campaign"]) == ("a•••@•••.example found", "C-1 found")
        assert second["Campaign"] == "C-9 not found"
        assert [row["Campaign"] for row in told["spend"]] == ["C-1 found", "C-7 will be made"]

    def test_open_questions_hold_the_import_back_until_they_are_answered(self, client, analyst):
        upload(client, ("spend.csv", SPEND))
        run_waiting()
        one = Batch.objects.get()
        text = page(client, "show", one.pk)
        assert "Order of day and month in Day" in text
        assert "say whether day or month is first" in text
        assert "Import 2 rows" not in text
        step(client, "confirm", one.pk)
        assert not SpendEntry.objects.exists()

        answers = {"names_as_keys": "on", "currency": "EUR", "order-days": "day first"}
        step(client, "choose", one.pk, target="spend", **_shown(client, one), **answers)
        text = page(client, "show", one.pk)
        assert "Import 2 rows" in text
        assert '<th scope="col" title="spent_on">Spent on</th>' in text
        step(client, "confirm", one.pk)
        assert sorted(str(entry.spent_on) for entry in SpendEntry.objects.all()) == ["2026-04-03", "2026-04-05"]

    def test_answers_are_remembered_for_the_next_file_of_the_source(self, client, analyst):
        self.test_open_questions_hold_the_import_back_until_they_are_answered(client, analyst)
        upload(client, ("spend.csv", SPEND.replace("20", "25")))
        run_waiting()

        assert "Import 2 rows" in page(client, "show", Batch.objects.first().pk)

    def test_a_wrong_zone_is_a_sentence_in_the_form(self, client, looked_at):
        response = step(client, "choose", looked_at.pk, target="accounts", zone="Mars")

        assert response.status_code == 422
        assert "“Mars” is not a time zone" in response.content.decode()


class TestLoading:
    def test_confirming_loads_and_the_result_accounts_for_every_row(self, client, looked_at):
        step(client, "confirm", looked_at.pk)

        text = page(client, "show", looked_at.pk)
        assert "2 rows read = 1 accepted + 0 updated + 0 unchanged + 0 skipped + 1 rejected" in text
        assert Account.objects.get().name == "Nordwind"
        rows = b"".join(client.get(reverse("imports:issues", args=[looked_at.pk])).streaming_content).decode()
        assert "3,Row rejected,name,,Account name is missing." in rows

    def test_undoing_takes_the_rows_back_and_it_can_be_imported_again(self, client, looked_at):
        step(client, "confirm", looked_at.pk)
        step(client, "undo", looked_at.pk)
        assert not Account.objects.exists()
        assert "was undone" in page(client, "show", looked_at.pk)

        step(client, "again", looked_at.pk)
        step(client, "confirm", looked_at.pk)
        assert Account.objects.count() == 1

    def test_a_file_is_run_again_as_a_new_import_with_the_same_decisions(self, client, looked_at):
        step(client, "confirm", looked_at.pk)
        assert "Run it again" in page(client, "show", looked_at.pk)

        step(client, "rerun", looked_at.pk)
        again = Batch.objects.latest("pk")
        step(client, "confirm", again.pk)

        assert "2 rows read = 0 accepted + 0 updated + 1 unchanged" in page(client, "show", again.pk)
        looked_at.file.path = ""
        looked_at.file.save()
        step(client, "rerun", looked_at.pk)
        assert "has expired" in page(client, "show", looked_at.pk)
        assert Batch.objects.count() == 2

    def test_a_step_that_is_not_possible_says_why(self, client, looked_at):
        step(client, "undo", looked_at.pk)

        assert "is not loaded, so there is nothing to undo" in page(client, "show", looked_at.pk)

    def test_a_marketer_may_bring_files_and_an_executive_may_only_look(self, client, looked_at):
        client.force_login(User.objects.create_user("eve@example.org", name="Eve", role=Role.EXECUTIVE))

        text = page(client, "show", looked_at.pk)
        assert "Import 1 rows" not in text
        assert step(client, "confirm", looked_at.pk).status_code == 403


class TestHistory:
    def test_a_late_source_and_a_failure_are_named(self, client, analyst, looked_at):
        step(client, "confirm", looked_at.pk)
        Batch.objects.update(loaded_at=timezone.now() - timezone.timedelta(days=10))
        client.post(reverse("imports:source", args=[Source.objects.get().pk]), {"label": "Our CRM", "cadence_days": 7})

        text = page(client, "index")
        assert "Our CRM" in text
        assert "Late since" in text
        Batch.objects.create(
            source=Source.objects.get(), target="accounts", file=looked_at.file, state="failed", error="Broken.",
            opened_at=timezone.now(),
        )  # fmt: skip
        assert "Failed since:</a> Broken." in page(client, "index")
        died = Job.objects.create(
            kind="imports.load", state="failed", error="The worker died.", finished_at=timezone.now()
        )
        Batch.objects.create(
            source=Source.objects.get(), target="accounts", file=looked_at.file, state="loading", job=died,
            opened_at=timezone.now(),
        )  # fmt: skip
        assert "Failed since:</a> The worker died." in page(client, "index")

    def test_pages_need_few_queries_whatever_the_history(self, client, looked_at):
        for number in range(30):
            Source.objects.create(name=f"s{number}")
            Batch.objects.create(
                source=looked_at.source, target="accounts", file=looked_at.file, opened_at=timezone.now()
            )
        for name, arguments in (("index", []), ("show", [looked_at.pk]), ("new", [])):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(client, name, *arguments)
            assert len(queries) <= 12

    def test_a_second_preview_of_people_does_not_make_people(self, client, analyst):
        upload(client, ("contacts.csv", "external_id,email\nC1,a@b.example\n"))
        run_waiting()

        assert not Contact.objects.exists()


def _first_rows(text):
    """The rows of the preview's table by the words of its columns."""
    table = text.split('id="sample"')[1].split("</table>")[0]
    heads = re.findall(r"<th[^>]*>(.*?)</th>", table)
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in table.split("<tbody>")[1].split("</tr>")[:-1]]
    return [dict(zip(heads, (re.sub("<[^>]+>", "", cell) for cell in row), strict=True)) for row in rows]


def _shown(client, one):
    """The form as the browser would send it: every mapped column."""
    one.refresh_from_db()
    return {f"column-{name}": heading for name, heading in one.preview["detected"]["columns"].items()}


def test_an_address_may_say_what_comes_and_from_where(client):
    client.force_login(User.objects.create_user("m@example.org", "a long password", role=Role.MARKETER))
    page = client.get("/imports/new/?source=desk&target=links").content.decode()

    assert 'value="desk"' in page
    assert '<option value="links" selected>' in page
