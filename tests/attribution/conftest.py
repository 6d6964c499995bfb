"""What the tests of attribution share; and the Spark ring, which `make test-spark` runs wherever Java is found."""

import os
from importlib.util import find_spec
from shutil import which

import pytest

MISSING = [what for what, found in (("Java", which("java")), ("pyspark", find_spec("pyspark"))) if not found]
EXPECTED = os.environ.get("SIGHTLINE_SPARK") == "1"
collect_ignore = ["test_spark.py"] if MISSING and not EXPECTED else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A ring that is not there says so; with SIGHTLINE_SPARK=1 it is collected whatever is missing, and fails."""
    if collect_ignore:
        terminalreporter.write_line(
            f"The Spark ring is no part of this run ({' and '.join(MISSING)} not found): make test-spark."
        )


@pytest.fixture
def facts_of_their_own(settings, tmp_path):
    """A cache folder for each test."""
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
