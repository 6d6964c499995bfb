import csv
from datetime import UTC, datetime

import pytest
import structlog
from django.db import InternalError, ProgrammingError, connection, transaction
from django.urls import reverse

from people import services
from people.models import AuditEntry, Role

pytestmark = pytest.mark.django_db


class TestRecord:
    def test_an_entry_says_who_did_what_to_whom_in_which_request(self, person):
        ann, bob = person(Role.ADMINISTRATOR), person(Role.BOARD)
        with structlog.contextvars.bound_contextvars(request_id="request-1"):
            services.record(by=ann, verb="people.changed", subject=bob, detail={"at": datetime(2026, 1, 1, tzinfo=UTC)})

        entry = AuditEntry.objects.get()
        assert (entry.by, entry.verb, entry.subject_type, entry.subject_id) == (
            ann,
            "people.changed",
            "people.user",
            str(bob.pk),
        )
        assert (entry.subject_label, entry.request_id) == ("Board member", "request-1")
        assert entry.detail == {"at": "2026-01-01T00:00:00Z"}

    def test_an_entry_goes_with_the_transaction_of_the_deed(self, person):
        ann = person()
        with transaction.atomic():
            services.record(by=ann, verb="people.changed")
            transaction.set_rollback(True)

        assert not AuditEntry.objects.exists()


class TestDatabase:
    @pytest.fixture(autouse=True)
    def entry(self, db):
        services.record(by=None, verb="people.login_failed")

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE people_auditentry SET verb = 'nothing'",
            "UPDATE people_auditentry SET verb = 'nothing' WHERE false",
            "DELETE FROM people_auditentry",
            "TRUNCATE people_auditentry",
            "TRUNCATE people_user CASCADE",
        ],
    )
    def test_it_refuses_every_change_of_the_trail(self, statement):
        with connection.cursor() as cursor:
            # Tests may empty the table when they end (tests/conftest.py); here it is as it is for users.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE people_auditentry ENABLE TRIGGER audit_is_never_emptied")
            with pytest.raises((InternalError, ProgrammingError), match="append-only"), transaction.atomic():
                cursor.execute(statement)

        assert AuditEntry.objects.get().verb == "people.login_failed"

    def test_the_orm_is_refused_too(self):
        for deed in (AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(verb="nothing")):
            with pytest.raises((InternalError, ProgrammingError), match="append-only"), transaction.atomic():
                deed()


class TestPage:
    def test_it_shows_deeds_and_filters_them(self, admin_client, administrator, person):
        bob = person(Role.BOARD)
        services.record(
            by=administrator, verb="people.role_changed", subject=bob, detail={"role": {"from": 1, "to": 2}}
        )

        everything = admin_client.get(reverse("audit")).content.decode()
        filtered = admin_client.get(reverse("audit"), {"verb": "people.logged_in"})

        assert "Board member" in everything
        assert [entry.verb for entry in filtered.context["entries"]] == ["people.logged_in"]

    def test_days_that_make_no_sense_get_a_sentence(self, admin_client):
        page = admin_client.get(reverse("audit"), {"since": "2026-02-02", "until": "2026-02-01"})

        assert page.context["form"].errors["until"] == ["The last day lies before the first."]

    def test_the_file_has_every_entry_and_no_formula(self, admin_client, administrator):
        for number in range(60):
            services.record(by=administrator, verb="=1+1", detail={"number": number})

        body = b"".join(admin_client.get(reverse("audit_csv"))).decode()
        rows = list(csv.DictReader(body.splitlines()))

        assert len(rows) == AuditEntry.objects.count() == 61
        assert rows[0]["verb"] == "'=1+1"

    def test_it_asks_the_database_equally_often_however_long_the_trail(
        self, admin_client, administrator, django_assert_max_num_queries
    ):
        for _ in range(60):
            services.record(by=administrator, verb="people.changed", subject=administrator)

        with django_assert_max_num_queries(12):
            admin_client.get(reverse("audit"))
