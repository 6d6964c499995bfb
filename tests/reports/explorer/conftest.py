"""One small world for all tests of the explorer."""

import pytest

from tests.committed import committed
from tests.reports.explorer.world import TABLES, explorer_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world once for all tests of this folder, which only read it."""
    folder = tmp_path_factory.mktemp("facts")
    with committed(django_db_blocker, folder, explorer_world, tables=TABLES, channels=("Letters", "Stands")) as made:
        yield made
