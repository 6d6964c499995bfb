"""Queries whose SQL is written once: their rows are those of the query as it was meant, for every value given."""

from datetime import date

import pytest
from django.db.models import Exists, OuterRef, QuerySet

from okrs.models import Cycle
from organisation.prepared import Given, prepared
from people.models import AuditEntry, Role, User
from tests import factories as make

pytestmark = pytest.mark.django_db
WRITTEN: list[str] = []


def entries_of(person, verbs):
    """Entries of a person with that person, the newest first, and whether there are cycles."""
    rows = AuditEntry.objects.filter(by=person, verb__in=verbs).annotate(any_cycle=Exists(Cycle.objects.all()))
    return rows.select_related("by").defer("detail").order_by("-pk")[:2]


@prepared
def _entries(person: Given) -> QuerySet[AuditEntry]:
    WRITTEN.append("entries")
    return entries_of(person, ["test.a", "test.b"])


@prepared
def _people(role: Given, since: Given) -> QuerySet[User, tuple[str, bool]]:
    twin = User.objects.filter(role=role).exclude(pk=OuterRef("pk"))
    return User.objects.filter(date_joined__date__gte=since).values_list("email", Exists(twin)).order_by("email")


def test_rows_come_with_their_relations_in_one_query_for_every_value(django_assert_num_queries):
    one, other = make.user(Role.ANALYST), make.user(Role.MARKETER)
    for number, verb in enumerate(["test.a", "test.b", "test.c", "test.a"]):
        AuditEntry.objects.create(by=one, verb=verb, subject_label=str(number))
    AuditEntry.objects.create(by=other, verb="test.a", subject_label="other")
    for person, labels in ((one, ["3", "1"]), (other, ["other"]), (one, ["3", "1"])):
        with django_assert_num_queries(1):
            found = _entries(person=person.pk)
            assert [row.subject_label for row in found] == labels
            assert {row.by.email for row in found} == {person.email}
            assert not any(row.any_cycle for row in found)
        assert found == list(entries_of(person, ["test.a", "test.b"]))
        assert "detail" in found[0].get_deferred_fields()
    assert len(WRITTEN) == 1


def test_rows_are_read_anew_and_values_keep_their_places():
    one = make.user(Role.ANALYST)
    assert _people(role=Role.ANALYST, since=date(2000, 1, 1)) == [(one.email, False)]
    other = make.user(Role.MARKETER)
    assert _people(since=date(2000, 1, 1), role=Role.ANALYST) == sorted([(one.email, False), (other.email, True)])
    assert _people(since=date(9000, 1, 1), role=Role.ANALYST) == []
