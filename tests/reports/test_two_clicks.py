"""Every number that a page shows leads to what it means by one click, and to the rows it counts by another."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kpis import services as kpis
from people.models import Role
from reports.dashboards.numbers.page import CHAPTERS, PAGES, address
from tests import factories as make
from tests.browser import pages as browser
from tests.browser.looking import OWN_HOUSE
from tests.browser.worlds import a_quarter, hostile
from tests.reports.numbers_shown import read_page

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
TO_A_KPI = re.compile(r'href="(/kpis/(?!new|health|matrix)[\w-]+/)(?:\?cycle=\d+)?"')
TO_ROWS = re.compile(r'href="(/kpis/[\w-]+/rows/[\w-]+/\?cycle=\d+)"')


@pytest.fixture
def walk(channels, person, settings, tmp_path):
    """The quarter of the browser ring, looked at without a browser: pages by role and address."""
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "files"
    clients = {role: Client() for role in Role}
    for role, client in clients.items():
        client.force_login(person(role))
    world = a_quarter()

    def text_of(place, role=Role.BOARD):
        answer = clients[role].get(place)
        assert answer.status_code == 200, place
        return answer.content.decode()

    text_of.world = world
    return text_of


def every_kpi_shown_leads_on(walk):
    """From the dashboard, the summary, a department, a line of sight and the catalogue to definitions and rows."""
    home, summary = walk(reverse("alignment")), walk(reverse("summary"))
    department, catalogue = walk(reverse("department", args=["sales"])), walk(reverse("kpis:index"))
    board = re.findall(r"<dt>(<a )?", home.split("Numbers the board asks for")[1].split("</section>")[0])
    assert len(board) >= 6
    assert all(board)
    for page in (summary, department):
        assert page.count('class="kpi-name">') == page.count('class="kpi-name"><a href="/kpis/') > 2
    pages = [home, summary, department, catalogue, walk(reverse("line_of_sight", args=[walk.world["followed"]]))]
    assert all(TO_A_KPI.findall(page) for page in pages)
    shown = {place for page in pages for place in TO_A_KPI.findall(page)}
    assert len(shown) >= 8
    for place in sorted(shown):
        kpi = walk(place)
        assert 'id="definition"' in kpi
        assert TO_ROWS.findall(kpi), place
    assert "5,000" in walk("/kpis/pipeline/rows/pipeline_created/")


def what_no_page_explains(walk):
    """Every page of the browser ring that this world fills: a sentence for each number that leads nowhere.

    What is shared with strangers has its definitions on the page itself, as nothing else is open to them.
    """
    for shown in browser.PAGES:
        if shown.world is not hostile or shown.status != 200 or shown.name.startswith(OWN_HOUSE) or shown.role is None:
            continue
        page = read_page(walk(shown.url(walk.world), shown.role))
        yield from (f"{shown.name} shows {word}" for word in page.broken)
        if not page.numbers and not page.figures:
            continue
        if not page.foot:
            words = ", ".join(one.word for one in page.numbers if not one.explained)
            yield f"{shown.name} has numbers and leads to no words and rows ({words})"
            continue
        known = tuple(word for key in PAGES[shown.name] for word in CHAPTERS[key].terms)
        yield from (
            f"{shown.name}: {one.word}" for one in page.numbers if not one.explained and not one.word.startswith(known)
        )


@pytest.mark.django_db(transaction=True)
def test_every_number_of_every_page_reaches_its_definition_and_its_rows_in_two_clicks(walk):
    every_kpi_shown_leads_on(walk)

    assert list(what_no_page_explains(walk)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "planned"), [(Role.BOARD, True), (Role.ANALYST, True), (Role.ANALYST, False)])
def test_every_page_with_numbers_leads_to_what_they_mean_and_on_to_rows(client, role, planned):
    """The first click is in the foot of the page: tests/browser/looking.py asks every page for it, word by word.

    Also before any cycle has been planned, as on a fresh installation.
    """
    if planned:
        make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    kpis.ship_catalogue(now=NOW)
    client.force_login(make.user(role))
    assert f'href="{address("plan")}"' in client.get(reverse("plan")).content.decode()

    rows = set()
    for name in {chapters: name for name, chapters in PAGES.items()}.values():
        text = client.get(address(name)).content.decode()
        assert 'class="word"' in text
        leads = re.findall(r'<a class="rows" href="([^"]+)"', text)
        assert leads, name
        rows |= set(leads)
    assert len(rows) >= 12
    for place in sorted(rows):
        assert client.get(place).status_code == 200, place
