"""What every ring shares: the real servers, started only for tests that use the database."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django.plugin import DjangoDbBlocker

from alignment.config import embedded
from people.models import Role
from tests import factories as make
from tests.chromium import chromium, page_as, person
from tests.flushing import empty_what_was_filled

__all__ = ["chromium", "page_as", "person"]

# Examples may take long on a busy machine; what they find does not depend on it.
examples.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have PostgreSQL and Valkey running before the test database is made, one for each process of pytest -n."""
    embedded.ensure_servers()


@pytest.fixture(scope="session", autouse=True)
def tests_leave_nothing_quickly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_what_was_filled)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let tests with real transactions empty the audit trail and freezes, as they empty every table when they end."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_auditentry DISABLE TRIGGER audit_is_never_emptied")
        cursor.execute("ALTER TABLE reports_frozencycle DISABLE TRIGGER frozen_cycles_are_not_emptied")


@pytest.fixture(scope="session", autouse=True)
def uploads_go() -> Iterator[None]:
    """Files that tests have uploaded go with their database."""
    yield
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


@pytest.fixture
def channels(transactional_db: None) -> None:
    """The channels that a migration brings: flushes of transactional tests take them away."""
    from importlib import import_module

    from django.apps import apps

    from campaigns.models import Channel

    if not Channel.objects.exists():
        import_module("campaigns.migrations.0002_channels_and_their_words").begin(apps, None)


@pytest.fixture
def as_role(client: Client) -> Callable[..., Client]:
    """The test client, logged in as somebody new of a role."""

    def log_in(role: Role = Role.MARKETER, **facts: object) -> Client:
        client.force_login(make.user(role, **facts))
        return client

    return log_in
