"""What every ring shares: the real servers, started only for tests that use the database."""

import pytest

from alignment.config import embedded


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Have PostgreSQL and Valkey running before the test database is made."""
    embedded.ensure_servers()
