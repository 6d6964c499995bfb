"""The quarterly dashboard: what the worker stores and what a reader sees."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from alignment.services import Share, link_campaign
from jobs.models import Job
from okrs.models import CheckIn, KeyResult
from people.models import Role
from reports import selectors
from reports.dashboards.scoped import narrowed_page
from reports.services.recompute import recompute_all
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
D = Decimal


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def cycle():
    """A linked campaign of 700, an orphan of 300, and a deal of 900 that followed the linked one."""
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1), name="Q1 FY26")
    objective = make.objective(
        cycle, "Win shops", serves=make.business_objective("Grow", scope={"segment": ["Retail"]})
    )
    make.key_result(objective)
    linked, orphan = make.campaign("Linked"), make.campaign("Orphan")
    make.spend(linked, date(2026, 2, 1), "700.00")
    make.spend(orphan, date(2026, 2, 1), "300.00")
    link_campaign(campaign=linked, shares=[Share(objective, D(1))], since=date(2026, 1, 1), by=None)
    firm = make.account("Firm", segment="Retail")
    make.touch(make.contact(firm), date(2026, 1, 5), linked)
    make.opportunity(firm, "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    make.opportunity(make.account("Stranger"), "100.00", created=date(2026, 2, 2), outcome="lost")
    return cycle


def shown(client, role=Role.EXECUTIVE, **query):
    client.force_login(make.user(role))
    return client.get(reverse("alignment"), query)


def test_the_page_says_what_serves_no_objective_and_proves_its_sums_to_every_role_with_few_queries(
    client, cycle, django_assert_max_num_queries
):
    recompute_all(now=NOW)

    page = selectors.alignment_page(cycle)
    assert "€300 serves no objective" in page.warning
    assert page.proofs == (
        "Attributed €900.00 + unattributed €100.00 = CRM €1,000.00",
        "Mapped €700.00 + enabling €0.00 + orphan €300.00 = ledger €1,000.00",
    )
    assert [(line.name, line.spend_share, line.credited) for line in page.objectives] == [("Grow", 1.0, 900.0)]
    measures = {measure.label: measure.value for measure in page.measures}
    assert measures["Win rate"].startswith("50.0")
    assert "None of the 2 opportunities created in this cycle names its source" in page.gaps[0]
    for role in Role:
        client.force_login(make.user(role))
        with django_assert_max_num_queries(12):
            response = client.get(reverse("alignment"), {"cycle": cycle.pk})
        assert response.status_code == 200
        assert "€300 serves no objective" in response.content.decode()
        assert b"<c-" not in response.content

    receipt = client.get(reverse("score_receipt", args=[page.score.run])).json()
    assert receipt["inputs"]["campaigns"][0]["spend"] in {"700.00", "300.00"}
    _narrowed_to_a_part_its_pipeline_is_that_of_the_part_and_the_rest_stays(cycle, page)


def _narrowed_to_a_part_its_pipeline_is_that_of_the_part_and_the_rest_stays(cycle, page):
    whole = selectors.numbers(selectors.snapshot(cycle))
    part = replace(
        whole,
        about=replace(whole.about, scope="Retail"),
        credit=replace(whole.credit, rows=whole.credit.rows[:1], total=D("7.00")),
        proofs=(replace(whole.proofs[0], sentence="Only the part adds up"), *whole.proofs[1:]),
    )

    found = narrowed_page(page, part)

    assert "only Retail" in found.credit.caption
    assert found.proofs == ("Only the part adds up", *page.proofs[1:])
    assert (found.score, found.money, found.objectives) == (page.score, page.money, page.objectives)


def test_dashboard_and_summary_set_status_by_pace_and_by_outlook_side_by_side(client, cycle):
    row = KeyResult.objects.get()
    CheckIn.objects.bulk_create(
        CheckIn(key_result=row, day=date(2026, 1, 5) + timedelta(days=7 * week), value=week + 1, made_at=NOW)
        for week in range(8)
    )
    recompute_all(now=NOW)

    dashboard = shown(client).content.decode()
    summary = client.get(reverse("summary"), {"cycle": cycle.pk}).content.decode()

    for page in (dashboard, summary):
        assert re.search(r'Off track</span>\s*<small class="by-outlook">by outlook off track</small>', page)


class TestStates:
    def test_an_empty_installation_says_how_to_begin(self, client):
        assert "Say who you are" in shown(client).content.decode()

    def test_a_cycle_that_nothing_was_computed_for_says_so(self, client, cycle):
        assert "Nothing has been computed for Q1 FY26 yet" in shown(client, cycle=cycle.pk).content.decode()

    def test_a_cycle_without_objectives_is_not_scorable_and_says_why(self, client):
        bare = make.cycle(date(2026, 1, 1), date(2026, 4, 1))
        recompute_all(now=NOW)

        text = shown(client, cycle=bare.pk).content.decode()

        assert "Not scorable" in text
        assert "There is no business objective in this cycle." in text


class TestRecompute:
    def test_the_button_starts_one_recompute_however_often_it_is_pressed(self, client, cycle):
        client.force_login(make.user(Role.ANALYST))
        for _ in range(3):
            assert client.post(reverse("recompute")).status_code == 302

        assert Job.objects.filter(kind="reports.recompute").count() == 1
        assert "Recompute attribution" in client.get(reverse("alignment")).content.decode()
