"""Every KPI that a page shows leads to its definition by one click, and to the rows it counts by another."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kpis import services as kpis
from kpis.selectors import definition
from people.models import Role
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
    for address in sorted(shown | catalogue):
        kpi = walk(address)
        assert 'id="definition"' in kpi
        assert TO_ROWS.findall(kpi), address
    assert "900" in walk("/kpis/pipeline/rows/pipeline_created/")
