"""The tour through the demonstration company."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from imports.models import Source
from people.models import Role, TourPlace
from people.policy import may
from reports.dashboards.tour import COMPANY, STOPS, stops_of
from simulator.company.campaigns import THEMES
from simulator.company.facts import facts
from simulator.company.files import SOURCE
from simulator.company.goals import MARKETPLACE
from simulator.company.size import SMALL
from simulator.company.surveys import MYSTERY_KPI
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


@pytest.fixture
def company():
    return Source.objects.create(name=COMPANY)


def test_every_role_has_a_few_stops_on_pages_that_it_may_open():
    assert COMPANY == SOURCE
    for role in Role:
        user = make.user(role)
        assert 4 <= len(stops_of(user)) <= 6
        assert list(stops_of(user)) == list(STOPS[role])
        assert all(may(user, stop.action) and reverse(stop.url_name) for stop in STOPS[role])


def test_what_the_stops_name_is_in_the_company():
    company = facts(date(2026, 11, 22), seed=1, scale=SMALL)
    known = {*(campaign.name for campaign in company.campaigns), *THEMES, MARKETPLACE, MYSTERY_KPI}
    named = {name for stops in STOPS.values() for stop in stops for name in re.findall("“(.*?)”", stop.words)}

    assert len(named) >= 5
    assert {name for name in named if not any(name in one for one in known)} == set()


def test_it_is_offered_on_the_first_page_alone(client, company):
    client.force_login(make.user(Role.EXECUTIVE))

    assert "Take the tour" in client.get("/").content.decode()
    assert "Take the tour" not in client.get(reverse("okrs:tree")).content.decode()


def test_without_the_demonstration_there_is_no_tour(client):
    client.force_login(make.user(Role.EXECUTIVE))

    assert "Take the tour" not in client.get("/").content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_every_stop_leads_to_its_page_and_says_what_to_see(client, company, role):
    user = make.user(role)
    client.force_login(user)

    for number, stop in enumerate(stops_of(user)):
        page = client.post(reverse("tour"), {"stop": number}, follow=True)
        text = page.content.decode()
        assert page.redirect_chain[-1][0] == reverse(stop.url_name)
        assert stop.title in text
        assert f"{number + 1} of {len(stops_of(user))}" in text


def test_the_bar_stays_on_other_pages_and_leads_back(client, company):
    client.force_login(make.user(Role.EXECUTIVE))
    client.post(reverse("tour"), {"stop": 1})

    page = client.get(reverse("okrs:tree")).content.decode()
    assert "A starved segment" in page
    assert f'href="{reverse("findings")}">Go there' in page


def test_skipping_ends_it_for_this_person_and_stays_on_the_page(client, company):
    user, other = make.user(Role.EXECUTIVE), make.user(Role.MARKETER)
    client.force_login(user)
    client.get("/")

    answer = client.post(reverse("tour"), {"stop": "end", "here": "/objectives/?cycle=1"})

    assert answer.url == "/objectives/?cycle=1"
    assert 'aria-label="Tour"' not in client.get("/").content.decode()
    assert TourPlace.objects.get(user=user).ended_at is not None
    client.force_login(other)
    assert "Take the tour" in client.get("/").content.decode()


@pytest.mark.parametrize("here", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_leaving_it_never_leads_elsewhere(client, company, here):
    client.force_login(make.user(Role.BOARD))

    assert client.post(reverse("tour"), {"stop": "99", "here": here}).url == "/"


def test_it_begins_again_for_somebody_who_had_ended_it(client, company):
    user = make.user(Role.ANALYST)
    client.force_login(user)
    client.post(reverse("tour"), {"stop": "end"})
    client.post(reverse("tour"), {"stop": "0"})

    assert TourPlace.objects.get(user=user).ended_at is None
