"""The Spark ring belongs to machines that have Java and pyspark; elsewhere it does not exist."""

from importlib.util import find_spec
from shutil import which

import pytest

collect_ignore = [] if find_spec("pyspark") and which("java") else ["test_spark.py"]


@pytest.fixture
def facts_of_their_own(settings, tmp_path):
    """A cache folder for each test."""
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
