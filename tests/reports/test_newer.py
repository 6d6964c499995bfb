"""While newer numbers are computed, when that came to nothing, and before any: what every page and document says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alignment.services import score_cycle
from attribution.models import CreditRun
from jobs.models import Job
from people.models import Role
from reports import selectors
from reports.core.newer import Fate, Newer, said
from reports.models import BuiltDocument, StoredSnapshot
from reports.services.alignment_page import store
from reports.services.documents import issued_words, written
from tests import factories as make
from tests.reports.every_page import every_page, share_link
from tests.reports.opened import files_of_csv, sheets, squeezed, words_of_pdf, words_of_pptx

pytestmark = pytest.mark.django_db
Kind = BuiltDocument.Kind
MADE = "1 Mar 2026, 06:00"
ENDED = datetime(2026, 3, 2, 5, tzinfo=UTC)
SENTENCES = {
    "running": f"New numbers are being computed; until they are there, these are those of {MADE}",
    "failed": f"The last recompute failed on 2 Mar 2026, 05:00, so these are still the numbers of {MADE}",
    "cancelled": f"The last recompute was cancelled on 2 Mar 2026, 05:00, so these are still the numbers of {MADE}",
}
NOTHING_YET = {
    "running": "Numbers are being computed; there are none of this cycle yet.",
    "failed": "The last recompute failed on 2 Mar 2026, 05:00, so there are no numbers of this cycle yet.",
}


@pytest.fixture
def quarter(client, stored) -> StoredSnapshot:
    """A quarter with a dashboard and a snapshot that a recompute has published."""
    cache.clear()
    client.force_login(make.user(Role.EXECUTIVE))
    run = CreditRun.objects.create(
        started_at=stored.made_at, finished_at=stored.made_at, published_at=stored.made_at, settings={},
        inputs_digest="0" * 64,
    )  # fmt: skip
    score = score_cycle(stored.cycle, today=stored.as_of, now=stored.made_at, locked_model="linear")
    store(score, run, day=stored.as_of, now=stored.made_at)
    return stored


def recompute(state: str) -> Job:
    """The newest recompute, which runs, has failed or was cancelled half-way; an older one had succeeded."""
    done = {"state": "succeeded", "finished_at": ENDED - timedelta(days=1)}
    Job.objects.create(kind="reports.recompute", attempt=1, **done)
    if state == "running":
        lease = timezone.now() + timedelta(hours=1)
        return Job.objects.create(kind="reports.recompute", state=state, attempt=1, progress=0.6, lease_until=lease)
    return Job.objects.create(kind="reports.recompute", state=state, attempt=1, progress=0.6, finished_at=ENDED)


@pytest.mark.parametrize("state", SENTENCES)
def test_every_page_says_so_and_shows_the_last_published_numbers(client, quarter, state, django_assert_max_num_queries):
    found, link = selectors.numbers(quarter), share_link(client, quarter.cycle)
    pages = every_page(quarter.cycle)
    before = {name: client.get(pages[name]).content.decode() for name in ("alignment", "summary")}
    job = recompute(state)

    for role in (Role.EXECUTIVE, Role.BOARD) if state == "failed" else (Role.BOARD,):
        client.force_login(make.user(role))
        for name, address in pages.items():
            if name == "share_links" and role is Role.BOARD:
                continue
            with django_assert_max_num_queries(12):
                page = client.get(address).content.decode()
            assert SENTENCES[state] in page, name
    assert not any(SENTENCES[state] in page for page in before.values())
    summary = client.get(pages["summary"]).content.decode()
    assert found.headline.sentence in summary
    assert "As of 22 Nov 2026" in summary
    client.logout()
    shared = client.get(link).content.decode()
    assert found.headline.sentence in shared
    assert "As of 22 Nov 2026, 12:14; this page keeps these numbers, whatever is computed later" in shared
    assert "recompute" not in shared

    Job.objects.filter(pk=job.pk).update(state="succeeded", lease_until=None, finished_at=ENDED)
    client.force_login(make.user(Role.BOARD))
    assert not any(SENTENCES[state] in client.get(pages[name]).content.decode() for name in ("alignment", "summary"))


@pytest.mark.parametrize("state", ["running", "failed", ""])
def test_a_quarter_without_any_numbers_says_so_on_every_page(client, state):
    cache.clear()
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    client.force_login(make.user(Role.EXECUTIVE))
    if state:
        recompute(state)

    for name, address in every_page(cycle).items():
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, name
        assert (NOTHING_YET.get(state, "of this cycle yet.") in page) is bool(state), name
        assert any(words in page for words in ("Nothing has been computed", "Numbers are computed", "to share")), name
    assert client.get(reverse("api_report", args=[cycle.pk])).status_code == 404


def test_a_draft_document_says_so_and_an_issued_one_stays_as_it_was(quarter):
    recompute("failed")
    said_so = squeezed(f"Draft: not issued yet. {SENTENCES['failed']}".replace("05:00", "05:00 UTC") + " UTC.")
    found, annex, issued = selectors.numbers(quarter), selectors.annex(quarter), issued_words(quarter)
    files = {kind: written(found, annex, kind, said={}, issued=issued, now=ENDED) for kind in Kind}

    assert squeezed(issued) == said_so
    assert said_so in squeezed(words_of_pdf(files[Kind.PDF]))
    assert said_so in squeezed(words_of_pptx(files[Kind.PPTX]))
    assert said_so in squeezed(str(sheets(files[Kind.XLSX])["Summary"]))
    assert said_so in squeezed(str(files_of_csv(files[Kind.CSV])["summary.csv"]))
    assert issued in files[Kind.JSON].decode()
    quarter.issued_at, quarter.issued_by = ENDED, make.user(Role.EXECUTIVE, name="Ira")
    assert issued_words(quarter) == "Issued on 2 Mar 2026, 05:00 UTC by Ira."


def test_a_recompute_that_ended_before_the_numbers_were_made_is_no_news():
    at = datetime(2026, 3, 1, 6, tzinfo=UTC)

    assert not Newer(Fate.FAILED, at - timedelta(minutes=1)).concerns(at)
    assert Newer(Fate.FAILED, at - timedelta(minutes=1)).concerns(None)
    assert Newer(Fate.UNDER_WAY).concerns(at)
    assert said(Newer(Fate.FAILED, at), shown=at, clock="UTC").count("UTC") == 2
