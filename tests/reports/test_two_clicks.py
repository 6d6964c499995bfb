"""Every KPI that a page shows leads to its definition by one click, and to the rows it counts by another."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kpis import services as kpis
from kpis.selectors import definition
from people.models import Role
from reports.dashboards.numbers.page import PAGES, address
from reports.services.recompute import recompute_all
from tests import factories as make

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
TO_A_KPI = re.compile(r'href="(/kpis/(?!new|health|matrix)[\w-]+/)(?:\?cycle=\d+)?"')
TO_ROWS = re.compile(r'href="(/kpis/[\w-]+/rows/[\w-]+/\?cycle=\d+)"')


@pytest.fixture
def walk(client, settings, tmp_path):
    """A quarter with a deal, its money and a key result that follows a KPI, recomputed; the text of an address."""
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    followed = make.key_result(make.objective(cycle, serves=make.business_objective("Grow")), "Pipeline", target=5000)
    kpis.ship_catalogue(now=NOW)
    kpis.bind(followed, definition("pipeline"), now=NOW)
    fair = make.campaign("Fair")
    make.spend(fair, date(2026, 2, 1), "700.00")
    firm = make.account("Firm", segment="Retail")
    make.touch(make.contact(firm), date(2026, 1, 5), fair)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    recompute_all(now=NOW)
    client.force_login(make.user(Role.BOARD))

    def text_of(place, *arguments):
        address = reverse(place, args=arguments) if ":" in place or "/" not in place else place
        answer = client.get(address, {} if "?" in address else {"cycle": cycle.pk})
        assert answer.status_code == 200, address
        return answer.content.decode()

    text_of.key_result = followed
    return text_of


@pytest.mark.django_db(transaction=True)
def test_every_kpi_shown_reaches_its_definition_and_its_rows_in_two_clicks(walk):
    board = re.findall(r"<dt>(<a )?", walk("alignment").split("Numbers the board asks for")[1].split("</section>")[0])
    summary, department = walk("summary"), walk("department", "sales")
    pages = [walk("alignment"), summary, department, walk("line_of_sight", walk.key_result.pk)]

    assert len(board) >= 6
    assert all(board)
    for page in (summary, department):
        assert page.count('class="kpi-name">') == page.count('class="kpi-name"><a href="/kpis/') > 2
    shown = {address for page in pages for address in TO_A_KPI.findall(page)}
    catalogue = set(TO_A_KPI.findall(walk("kpis:index")))
    assert len(shown) >= 8
    assert all(TO_A_KPI.findall(page) for page in pages)
    for place in sorted(shown | catalogue):
        kpi = walk(place)
        assert 'id="definition"' in kpi
        assert TO_ROWS.findall(kpi), place
    assert "900" in walk("/kpis/pipeline/rows/pipeline_created/")


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
    for name in PAGES:
        text = client.get(address(name)).content.decode()
        assert 'class="word"' in text
        leads = re.findall(r'<a class="rows" href="([^"]+)"', text)
        assert leads, name
        rows |= set(leads)
    assert len(rows) >= 12
    for place in sorted(rows):
        assert client.get(place).status_code == 200, place
