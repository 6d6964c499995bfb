from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.config.environment import SignOn, sign_on_settings
from people import services
from people.models import AuditEntry, Role, User
from tests.people.issuer import CLIENT_ID, CODE, SECRET, issuer

pytestmark = pytest.mark.django_db

NINA = {"sub": "nina-1", "email": "Nina@example.com", "email_verified": True, "name": "Nina Novak"}


@pytest.fixture
def company(settings):
    """The issuer of the company, as OIDC_URL and its companions would name it."""
    with issuer() as running:
        sign_on = SignOn(issuer=running.url, client_id=CLIENT_ID, secret=SECRET, name="Company log-in")
        settings.SOCIALACCOUNT_PROVIDERS = sign_on_settings(sign_on)
        running.claims = NINA
        yield running


def sign_on(client: Client, code: str = CODE):
    """Go to the issuer and come back with its code."""
    there = client.post(reverse("openid_connect_login", args=["company"])).headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    return client.get(reverse("openid_connect_callback", args=["company"]), {"code": code, "state": state})


def who(client: Client) -> str:
    return client.get(reverse("api_me")).json().get("email", "nobody")


def test_whoever_has_an_account_comes_in_by_their_verified_address(company, client, person):
    nina = person(Role.EXECUTIVE, email="nina@example.com")

    sign_on(client)

    assert who(client) == "nina@example.com"
    assert SocialAccount.objects.get().user == nina
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"people.sign_on_connected", "people.logged_in"}


def test_whoever_was_invited_gets_their_account_and_role(company, client):
    services.invite(email="nina@example.com", role=Role.MARKETER, by=None, now=timezone.now())

    sign_on(client)

    nina = User.objects.get()
    assert (nina.email, nina.name, nina.role) == ("nina@example.com", "Nina Novak", Role.MARKETER)
    assert not nina.has_usable_password()
    assert who(client) == "nina@example.com"


def test_the_second_time_the_identity_is_enough_even_if_the_address_changed(company, client, person):
    person(email="nina@example.com")
    sign_on(client)
    company.claims = {**NINA, "email": "nina.new@example.com"}
    again = Client()

    sign_on(again)

    assert who(again) == "nina@example.com"


def test_a_stranger_is_refused_with_the_reason(company, client):
    answer = sign_on(client)

    assert answer.status_code == 403
    assert "nina@example.com has not been invited" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("claim", [{"email_verified": False}, {"email_verified": None}, {"email": None}])
def test_an_address_that_is_not_verified_opens_no_account(company, client, person, claim):
    person(Role.ADMINISTRATOR, email="nina@example.com")
    company.claims = {**NINA, **claim}

    answer = sign_on(client)

    assert answer.status_code == 403
    assert who(client) == "nobody"


def test_an_ended_invitation_does_not_count(company, client):
    services.invite(email="nina@example.com", role=Role.MARKETER, by=None, now=timezone.now() - services.VALID_FOR)

    assert sign_on(client).status_code == 403


def test_somebody_who_was_shut_out_stays_out(company, client, person):
    person(email="nina@example.com", is_active=False)

    sign_on(client)

    assert who(client) == "nobody"


def test_a_made_up_answer_of_the_issuer_is_refused(company, client, person):
    person(email="nina@example.com")

    wrong_code = sign_on(client, code="made-up")
    wrong_state = client.get(reverse("openid_connect_callback", args=["company"]), {"code": CODE, "state": "made-up"})

    assert who(client) == "nobody"
    assert wrong_code.status_code == wrong_state.status_code == 401


def test_without_its_settings_there_is_no_single_sign_on(client, db):
    assert client.get(reverse("openid_connect_login", args=["company"])).status_code == 404
    assert "Company log-in" not in client.get(reverse("account_login")).content.decode()


def test_the_log_in_page_offers_it_by_its_name(company, client):
    assert "Company log-in" in client.get(reverse("account_login")).content.decode()
