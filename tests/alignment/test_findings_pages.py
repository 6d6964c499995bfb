"""The list of findings, one of them, and the dashboard's three moves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alignment import services
from alignment.models import Finding
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)


@pytest.fixture
def cycle():
    return make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")


@pytest.fixture
def found(cycle):
    """A cycle with an objective, one linked campaign and one orphan."""
    aim = make.objective(cycle, "Win shops", serves=make.business_objective("Grow"))
    linked = make.campaign("Linked")
    make.spend(linked, FIRST, "700.00")
    services.link_campaign(campaign=linked, shares=[services.Share(aim, Decimal(1))], since=FIRST, by=None)
    make.spend(make.campaign("Orphan fair"), FIRST, "300.00")
    services.score_cycle(cycle, today=TODAY, now=timezone.now())
    return Finding.objects.get(kind="orphan_money")


def shown(client, address, role=Role.MARKETER, status=200):
    client.force_login(make.user(role))
    response = client.get(address)
    assert response.status_code == status
    text = response.content.decode()
    assert "<c-" not in text
    return text


def test_the_list_says_how_many_stand_with_money_and_points(client, found):
    text = shown(client, reverse("findings"), role=Role.BOARD)
    assert "Orphan fair" in text
    assert "€300.00" in text
    assert "severity high" in text


@pytest.mark.parametrize(
    ("query", "is_there"),
    [("?kind=orphan_money", True), ("?kind=horizon_off", False), ("?severity=low", False), ("?state=declined", False),
     ("?state=all&mine=on", False), ("?state=nonsense", True)],
)  # fmt: skip
def test_filters_are_in_the_address(client, found, query, is_there):
    assert ("Orphan fair" in shown(client, reverse("findings") + query)) is is_there


def test_without_a_cycle_and_without_findings_the_page_says_so(client):
    assert "No cycle has been planned yet" in shown(client, reverse("findings"))
    make.cycle(FIRST, FIRST + timedelta(days=92))
    assert "Nothing has been computed yet" in shown(client, reverse("findings"))


def test_a_finding_shows_what_to_do_what_it_rests_on_and_its_log(client, found):
    text = shown(client, reverse("finding", args=[found.pk]))
    assert "Link “Orphan fair” to “Grow”." in text
    assert reverse("campaign", args=[make.Campaign.objects.get(name="Orphan fair").pk]) in text
    assert "by the recompute" in text


def test_decisions_are_kept_with_who_when_and_why(client, found):
    client.force_login(make.user(Role.MARKETER, name="Max"))
    address = reverse("finding_decide", args=[found.pk])
    assert client.post(address, {"action": "decline", "reason": "A test of ours"}).status_code == 302
    text = client.get(reverse("finding", args=[found.pk])).content.decode()
    assert "because A test of ours" in text
    assert "by Max" in text
    assert client.post(address, {"action": "reopen"}).status_code == 302
    assert client.post(address, {"action": "accept"}).status_code == 302
    found.refresh_from_db()
    assert found.state == "accepted"
    ann = make.user(Role.ANALYST, name="Ann")
    assert client.post(address, {"action": "assign", "assignee": ann.pk}).status_code == 302
    assert client.post(address, {"action": "snooze", "until": str(TODAY + timedelta(days=9))}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.assignee) == ("snoozed", ann)
    log = client.get(reverse("finding", args=[found.pk])).content.decode()
    for verb in ("Declined</b>, because A test of ours", "Accepted</b>", "Assigned</b> to Ann", "Snoozed</b> until"):
        assert verb in log


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"action": "decline", "reason": ""}, "Say why it stays as it is"),
        ({"action": "snooze"}, "Say until which day"),
        ({"action": "snooze", "until": str(TODAY - timedelta(days=1))}, "Choose a day after today"),
    ],
)
def test_half_a_decision_is_refused_in_words(client, found, given, sentence):
    client.force_login(make.user(Role.MARKETER))
    answer = client.post(reverse("finding_decide", args=[found.pk]), given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_board_looks_but_does_not_decide(client, found):
    assert "<h2>Decide</h2>" not in shown(client, reverse("finding", args=[found.pk]), role=Role.BOARD)


def test_pages_ask_few_queries(client, found, django_assert_max_num_queries):
    client.force_login(make.user(Role.MARKETER))
    for address in (reverse("findings"), reverse("finding", args=[found.pk])):
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)
