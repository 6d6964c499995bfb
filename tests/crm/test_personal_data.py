"""One person's data: handed over whole, erased everywhere, and totals stay what they are."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from crm import services
from crm.models import Contact, PersonRequest, Touchpoint
from imports.models import Batch, StoredFile
from jobs.models import Job
from jobs.services import enqueue, run_waiting
from people.models import AuditEntry, Role
from tests import factories as make
from tests.imports.helpers import import_text, undo
from tests.imports.workbooks import workbook

pytestmark = pytest.mark.django_db
PEOPLE = (
    "external_id,email,name,lead_at\nP1,Grace.Canary@example.org,Grace Canary,2026-01-02T10:00:00Z\n"
    "P2,other@example.org,Otto Other,2026-01-02T10:00:00Z\n"
)
TOUCHES = "email,occurred_at,kind\ngrace.canary@example.org,2026-01-05T10:00:00Z,Visit\n"


@pytest.fixture(autouse=True)
def own_files(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


@pytest.fixture
def administrator(client):
    user = make.user(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def canary():
    """One person in three systems, changed twice, in a text file, in UTF-16 and in a workbook."""
    import_text(PEOPLE, "contacts")
    import_text(PEOPLE.replace("Grace Canary", "Grace C. Canary").encode("utf-16"), "contacts")
    import_text("external_id,email\ngrace.canary@example.org,GRACE.CANARY@example.org\n", "contacts", source="mailer")
    import_text(workbook([["external_id", "email"], ["7", "grace.canary@example.org"]]), "contacts", source="shop")
    import_text(TOUCHES, "touchpoints", source="web")


def everything() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{model._meta.db_table}" t')
            found.append(cursor.fetchone()[0] or "")
    return "\n".join(found).lower()


def ask(client, step, email="GRACE.canary@Example.org "):
    answer = client.post("/personal-data/", {"email": email, "step": step})
    run_waiting()
    return answer


class TestExport:
    def test_everything_about_the_person_comes_in_one_file(self, client, administrator, canary):
        found = client.post("/personal-data/", {"email": "grace.canary@EXAMPLE.org"}).content.decode()
        assert "crm, mailer, shop" in found

        ask(client, "export")

        one = PersonRequest.objects.get()
        document = json.loads(b"".join(client.get(f"/personal-data/{one.pk}/file/").streaming_content))
        assert {row["source"] for row in document["contacts"]} == {"crm", "mailer", "shop"}
        assert [row["kind"] for row in document["touchpoints"]] == ["Visit"]
        assert "Otto" not in json.dumps(document)

    def test_the_file_goes_after_a_week_and_nothing_else_names_the_person(self, client, administrator, canary):
        ask(client, "export")
        one = PersonRequest.objects.get()
        assert "canary" not in f"{one.shown}{Job.objects.values_list('arguments')}{AuditEntry.objects.values('detail')}"

        enqueue("crm.expire_exports")
        run_waiting(now=timezone.now() + timedelta(days=8))

        assert client.get(f"/personal-data/{one.pk}/file/").status_code == 404
        assert not list((Path(settings.MEDIA_ROOT) / "personal-data").glob(f"{one.file or 'none'}"))

    def test_a_stranger_is_not_found(self, client, administrator):
        assert "Nobody with this address" in client.post("/personal-data/", {"email": "a@b.example"}).content.decode()


class TestErasure:
    def test_the_person_is_nowhere_any_more_and_totals_stay(
        self, client, administrator, canary, django_capture_on_commit_callbacks
    ):
        ask(client, "export")
        before = (Contact.objects.count(), Touchpoint.objects.count())
        assert "canary" in everything()

        with django_capture_on_commit_callbacks(execute=True):
            ask(client, "erase")

        assert "canary" not in everything()
        assert (Contact.objects.count(), Touchpoint.objects.count()) == before
        assert Contact.objects.get(external_id="P2").name == "Otto Other"
        kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
        stored = set(StoredFile.objects.exclude(path="").values_list("path", flat=True))
        assert not [path for path in kept if path.name in stored]
        assert not [path for path in kept if path.suffix == ".json"]
        assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"crm.erasure_asked", "crm.person_erased"}
        assert Job.objects.filter(kind="reports.recompute").exists()

    def test_files_of_others_stay(self, client, administrator, canary):
        other = import_text("external_id,email\n9,nine@example.org\n", "contacts", source="other")

        ask(client, "erase")

        assert Batch.objects.get(pk=other.batch).file.path

    def test_a_later_import_and_an_undo_do_not_bring_the_name_back(self, client, administrator):
        import_text(PEOPLE, "contacts")
        second = import_text(PEOPLE.replace("Grace Canary", "Grace Canary-Smith"), "contacts")
        ask(client, "erase")

        again = import_text(PEOPLE, "contacts")
        grace = Contact.objects.get(external_id="P1")
        assert (grace.email, grace.name, grace.erased_at is not None) == ("", "", True)
        undo(import_text(PEOPLE.replace("2026-01-02", "2026-01-03"), "contacts"))
        undo(again)
        undo(second)

        assert Contact.objects.get(external_id="P1").email == ""

    def test_it_is_done_once(self, client, administrator, canary):
        ask(client, "erase")
        again = enqueue("crm.erase_person", {"request": PersonRequest.objects.get().pk})
        run_waiting()

        again.refresh_from_db()
        assert again.sentence == PersonRequest.objects.get().told
        assert AuditEntry.objects.filter(verb="crm.person_erased").count() == 1
        with pytest.raises(services.UnknownPerson):
            services.ask_erasure("grace.canary@example.org", by=administrator, now=timezone.now())


def test_raw_files_are_deleted_after_thirty_days():
    import_text(PEOPLE, "contacts")
    path = Path(settings.MEDIA_ROOT) / "imports" / StoredFile.objects.get().path
    assert path.exists()

    enqueue("imports.expire_files")
    run_waiting(now=StoredFile.objects.get().expires_at + timedelta(seconds=1))

    assert not path.exists()
    assert StoredFile.objects.get().path == ""
    assert Batch.objects.count() == 1
