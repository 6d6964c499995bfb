"""The frame of every page: navigation by role, what one owes, the company's name, the chosen theme."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.config.counts import COUNTS
from alignment.config.shell import NAVIGATION
from okrs.models import KeyResult
from organisation.services import change_organisation
from people.models import AuditEntry, Role
from people.policy import may
from tests import factories as make
from tests.okrs.makers import cycle, key_result, objective

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered(db):
    cache.clear()


def frame(client: Client, address: str = "/account/") -> str:
    return client.get(address).content.decode().partition('<div class="page">')[0]


class TestNavigation:
    @pytest.mark.parametrize("role", Role)
    def test_a_role_sees_what_it_may_open_in_the_drawn_order(self, as_role, role):
        client = as_role(role)
        person = make.user(role)

        listed = frame(client).partition('class="nav-foot"')[0]
        shown = re.findall(r'<li><a href="[^"]*" *(?:aria-current="page")?>([^<]+)', listed)

        assert shown == [entry.label for entry in NAVIGATION if may(person, entry.action)]
        for entry in NAVIGATION:
            if may(person, entry.action):
                assert client.get(reverse(entry.url_name), follow=True).status_code == 200

    @pytest.mark.parametrize(
        ("name", "label"),
        [
            ("alignment", "Alignment"),
            ("okrs:map", "Objectives"),
            ("okrs:cycles", "Objectives"),
            ("okrs:owed", "What I owe"),
            ("audit", "Audit trail"),
        ],
    )
    def test_the_entry_that_a_page_belongs_to_is_marked(self, as_role, name, label):
        shown = frame(as_role(Role.ADMINISTRATOR), reverse(name))

        assert re.findall(r'aria-current="page">([^<]+)', shown) == [label]

    def test_a_page_of_no_entry_marks_none(self, as_role):
        assert 'aria-current="page"' not in frame(as_role(Role.ADMINISTRATOR))

    def test_the_menu_of_a_person_leads_to_the_own_account(self, as_role):
        shown = frame(as_role(Role.MARKETER))

        for name in ("account", "account_change_password", "mfa_index", "tokens"):
            assert f'href="{reverse(name)}"' in shown
        assert reverse("tokens") not in frame(as_role(Role.BOARD))


class TestCounts:
    @pytest.fixture
    def owner(self, as_role):
        person = make.user(Role.MARKETER)
        row = key_result(objective(cycle(day=timezone.now().date())))
        KeyResult.objects.filter(pk=row.pk).update(owner=person)
        return person

    def test_every_count_of_the_navigation_exists(self):
        assert {entry.count for entry in NAVIGATION if entry.count} <= set(COUNTS)

    def test_the_browser_fetches_a_number_once_and_pages_then_remember_it(self, client, owner):
        client.force_login(owner)
        owed = COUNTS["owed"](owner)

        assert 'hx-get="/counts/owed/"' in frame(client)
        assert client.get("/counts/owed/").content.decode().strip().startswith(f'<span class="count">{owed}<') is bool(
            owed
        )
        assert 'hx-get="/counts/owed/"' not in frame(client)

    def test_a_change_of_ones_own_is_counted_anew(self, client, owner):
        client.force_login(owner)
        client.get("/counts/owed/")
        client.post("/account/", {"name": "Someone"})

        assert 'hx-get="/counts/owed/"' in frame(client)

    def test_a_count_that_does_not_exist_is_not_found(self, as_role):
        assert as_role(Role.MARKETER).get("/counts/stars/").status_code == 404


class TestHouse:
    def test_the_company_is_named_at_the_cost_of_one_query_now_and_then(self, as_role):
        client = as_role(Role.BOARD)

        def names_asked() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert '<p class="house">Our company</p>' in frame(client)
            return sum("organisation_organisation" in query["sql"] for query in asked.captured_queries)

        assert [names_asked(), names_asked()] == [1, 0]

    def test_a_new_name_is_shown_at_once(self, as_role):
        client = as_role(Role.ADMINISTRATOR)
        frame(client)
        sent = {"name": "Nordwind", "currency": "EUR", "time_zone": "UTC", "fiscal_year_starts": 1, "week_starts": 0}
        client.post("/organisation/", sent)

        assert '<p class="house">Nordwind</p>' in frame(client)

    def test_times_are_those_of_the_companys_clocks_at_once_and_the_interface_keeps_utc(self, as_role):
        client = as_role(Role.ADMINISTRATOR)
        AuditEntry.objects.create(at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC), verb="test.happened")
        before = client.get("/people/audit/").content.decode()
        sent = {
            "name": "Us",
            "currency": "EUR",
            "time_zone": "Europe/Berlin",
            "fiscal_year_starts": 1,
            "week_starts": 0,
        }
        client.post("/organisation/", sent)
        after = client.get("/people/audit/").content.decode()

        assert ("1 Jul 2026, 22:30" in before, "2 Jul 2026, 00:30" in after) == (True, True)
        assert timezone.get_current_timezone_name() == "UTC"

    def test_a_name_is_text_and_no_markup(self, as_role):
        change_organisation(values={"name": "<b>&"}, by=make.user(), now=timezone.now())

        assert '<p class="house">&lt;b&gt;&amp;</p>' in frame(as_role(Role.BOARD))


class TestTheme:
    def test_a_page_of_an_error_wears_the_chosen_theme(self, client):
        client.cookies["theme"] = "dark"

        assert 'data-theme="dark"' in client.get("/there/is/nothing/").content.decode()

    def test_a_theme_that_does_not_exist_is_ignored(self, client):
        client.cookies["theme"] = "pink"

        assert "data-theme" not in client.get("/there/is/nothing/").content.decode()
