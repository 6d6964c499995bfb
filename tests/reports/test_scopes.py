"""Pages narrowed to a part of the business: kept in the address, worked out on demand, honest about the rest."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from alignment.models import ScoreRun
from attribution.models import CreditRun
from jobs.models import Job
from jobs.services import run_waiting
from okrs.models import Cycle
from organisation.core.scope import Scope
from people.models import Role
from reports.core.scopes import OF_THE_PART, OF_THE_WHOLE, read_scope, scope_text
from reports.models import StoredSnapshot
from reports.selectors import numbers, scoped
from reports.services.alignment_page import store
from tests import factories as make
from tests.reports.every_page import every_page
from tests.reports.examples import a_report
from tests.reports.opened import sheets, squeezed, words_of_pdf, words_of_pptx


def test_a_scope_in_an_address_comes_back_as_it_was_whatever_its_names():
    scope = Scope(segment=("A&B=C", "Käse 🚀"), business=("new",))

    assert read_scope(scope_text(scope)) == scope
    assert scope_text(Scope()) == ""


@pytest.mark.django_db(transaction=True)
def test_a_part_is_worked_out_once_by_a_worker_and_every_page_and_document_says_what_is_of_it(client, tmp_path):
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
    _page_of(whole)
    for name, address in every_page(cycle).items():
        page = client.get(f"{address}&segment=Retail&region=Atlantis").content.decode()
        if name == "close":
            assert "A cycle is closed as a whole: this page is of the whole business, not only of Retail." in page
        elif name != "share_links":
            assert f"<b>Only Retail.</b> {OF_THE_PART} {OF_THE_WHOLE}" in page, name
            assert "No deal of these numbers has “Atlantis”, so this narrows nothing." in page, name
            assert '<option value="Retail" selected>' in page, name
        if name in ("alignment", "summary"):
            assert "Of the whole business" in page, name
    _command_writes(cycle, tmp_path)
    assert f"cycle={cycle.pk}&amp;segment=Retail" in client.get(reverse("summary"), asked).content.decode()
    assert StoredSnapshot.objects.count() == 2


def _page_of(whole):
    """The dashboard that goes with the snapshot."""
    score, run = ScoreRun.objects.get(pk=whole.score_run_id), CreditRun.objects.get()
    store(score, run, day=whole.as_of, now=whole.made_at)


def _command_writes(cycle, folder):
    """manage.py report --scope, in every format, says whose numbers it holds; a value that no deal has is refused."""
    said = squeezed(f"Only Retail. {OF_THE_PART} {OF_THE_WHOLE}")
    words = {
        "pdf": words_of_pdf,
        "pptx": words_of_pptx,
        "xlsx": lambda content: str(sheets(content)["Summary"]),
        "json": lambda content: (
            f"Only {json.loads(content)['snapshot']['about']['scope']}. {OF_THE_PART} {OF_THE_WHOLE}"
        ),
    }
    for kind, read in words.items():
        out = folder / f"report.{kind}"
        call_command("report", cycle=cycle.name, kind=kind, scope=["segment=Retail"], out=out, stdout=StringIO())
        assert said in squeezed(read(out.read_bytes())), kind
    with pytest.raises(CommandError, match=r"No deal has the segment 'Moon'\. There are Retail, Finance\."):
        call_command("report", cycle=cycle.name, kind="pdf", scope=["segment=Moon"], out=folder / "none.pdf")
    assert not (folder / "none.pdf").exists()


def _know(dimension, *values):
    """Let the stored snapshot say that deals have these values."""
    stored = StoredSnapshot.objects.get()
    stored.content["about"]["parts"] = [{"dimension": dimension, "values": values}]
    stored.save()
