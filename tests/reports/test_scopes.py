"""Pages narrowed to a part of the business: kept in the address, worked out on demand, honest about the rest."""

import pytest
from django.urls import reverse

from jobs.models import Job
from jobs.services import run_waiting
from okrs.models import Cycle
from organisation.core.scope import Scope
from people.models import Role
from reports.core.scopes import read_scope, scope_text
from reports.models import StoredSnapshot
from reports.selectors import numbers, scoped
from tests import factories as make
from tests.reports.examples import a_report


def test_a_scope_in_an_address_comes_back_as_it_was_whatever_its_names():
    scope = Scope(segment=("A&B=C", "Käse 🚀"), business=("new",))

    assert read_scope(scope_text(scope)) == scope
    assert scope_text(Scope()) == ""


@pytest.mark.django_db(transaction=True)
def test_a_part_is_worked_out_once_by_a_worker_and_stays_in_every_link(client):
    cycle = Cycle.objects.get(pk=a_report()["pk"])
    _know("segment", "Retail", "Finance")
    client.force_login(make.user(Role.EXECUTIVE))
    asked = {"cycle": cycle.pk, "segment": "Retail", "region": "Atlantis"}

    for _ in range(2):
        page = client.get(reverse("summary"), asked).content.decode()
        assert "are worked out when somebody asks" in page
    assert Job.objects.filter(kind="reports.scope").count() == 1
    assert [job.state for job in run_waiting() if job.kind == "reports.scope"] == ["succeeded"]

    whole = StoredSnapshot.objects.get(cycle=cycle, scope="")
    stored = scoped(whole, Scope(segment=("Retail",)))
    assert numbers(stored).about.scope == "Retail"
    for name in ("summary", "board_pack"):
        page = client.get(reverse(name), asked).content.decode()
        assert "<b>Only Retail.</b>" in page
        assert '<option value="Retail" selected>' in page
    assert f"cycle={cycle.pk}&amp;segment=Retail" in client.get(reverse("summary"), asked).content.decode()
    assert StoredSnapshot.objects.count() == 2


def _know(dimension, *values):
    """Let the stored snapshot say that deals have these values."""
    stored = StoredSnapshot.objects.get()
    stored.content["about"]["parts"] = [{"dimension": dimension, "values": values}]
    stored.save()
