"""People's own fixtures."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from people import services
from people.models import Role, User

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def no_limits_from_before(request: pytest.FixtureRequest) -> None:
    """Limits on tries are kept in Redis; each test begins with none used up."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Make a person: person(Role.ANALYST)."""

    def make(role: Role = Role.ANALYST, email: str = "", **fields: object) -> User:
        return User.objects.create_user(email or f"{role}@example.com", PASSWORD, name=role.label, role=role, **fields)

    return make


@pytest.fixture
def administrator(person: Callable[..., User]) -> User:
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def admin_client(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def token_of(db: None) -> Callable[..., str]:
    """The text of a new token: token_of(user, "read", "write")."""

    def make(owner: User, *scopes: str) -> str:
        made = services.make_token(owner=owner, label="Script", scopes=scopes or ("read",), lifetime=timedelta(days=30))
        return made.text

    return make
