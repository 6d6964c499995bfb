"""Every address × role × method, held to tests/access_table.py. An address that is not in the table fails."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from people.models import Role, User
from tests.access import METHODS, Access
from tests.access_table import ACCESS


def addresses(entries: list[object], prefix: str = "", route: str = "") -> Iterator[str]:
    """The qualified name of every pattern below; its route where it has no name."""
    for entry in entries:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield prefix + entry.name if entry.name else here
        else:
            yield from addresses(entry.url_patterns, f"{prefix}{entry.namespace}:" if entry.namespace else prefix, here)


ALL = sorted(set(addresses(get_resolver().url_patterns)))


def test_every_address_is_in_the_table_and_no_other():
    assert sorted(set(ALL) - set(ACCESS)) == [], "Give each of these a line in tests/access_table.py."
    assert sorted(set(ACCESS) - set(ALL)) == [], "These addresses no longer exist; take their lines out."


@pytest.fixture
def sessions(db: None) -> dict[Role | None, str]:
    """A session of one person of each role, and none for somebody who is not logged in."""
    cache.clear()  # limits on tries belong to other tests
    return {None: "", **{role: _session(role) for role in Role}}


@pytest.mark.parametrize("name", [name for name in ALL if name in ACCESS])
def test_an_address_admits_whom_the_table_says(name: str, sessions: dict[Role | None, str]) -> None:
    access = ACCESS[name]
    url = reverse(name, kwargs=access.example())
    wrong = []
    for role, session in sessions.items():
        outcomes = {method: _outcome(_ask(url, method, session)) for method in METHODS}
        wrong += _mistakes(access, role, outcomes)

    assert not wrong, f"{name} ({url}): " + "; ".join(wrong)


def _mistakes(access: Access, role: Role | None, outcomes: dict[str, str]) -> Iterator[str]:
    who = role.label if role else "Somebody who is not logged in"
    for method, outcome in outcomes.items():
        due = _due(access, role, method)
        if outcome not in {*due, "no such method"}:
            yield f"{who}, {method}: should be {' or '.join(due)}, was {outcome}"
    if set(outcomes.values()) == {"no such method"}:
        yield f"{who}: no method exists"


def _due(access: Access, role: Role | None, method: str) -> tuple[str, ...]:
    """A public page may refuse what it is shown, such as a used link, but never asks for a log-in."""
    if access.is_public:
        return ("admitted", "refused")
    return ("admitted",) if access.admits(role, method) else ("refused", "sent to the log-in")


def _ask(url: str, method: str, session: str) -> HttpResponse:
    """One request; whatever it changes in the database is taken back."""
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session} if session else {})
    body = {"data": "{}", "content_type": "application/json"} if url.startswith("/api/") else {}
    with transaction.atomic():
        response = client.generic(method, url, **body) if body or method != "POST" else client.post(url, {})
        transaction.set_rollback(True)
    return response


def _outcome(response: HttpResponse) -> str:
    if response.status_code == 500:
        return f"broken ({response.exc_info[1]!r})"
    if response.status_code == 405:
        return "no such method"
    if _sent_to_log_in(response):
        return "sent to the log-in"
    if response.status_code in {401, 403}:
        return "refused"
    return "admitted"


def _sent_to_log_in(response: HttpResponse) -> bool:
    target = urlsplit(response.headers.get("Location", ""))
    return target.path == reverse(settings.LOGIN_URL) and "next" in parse_qs(target.query)


def _session(role: Role) -> str:
    person = User.objects.create_user(f"{role}@example.com", "a password", name=role.label, role=role)
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key
