"""docs/operating.md says what the code reads."""

import re
from pathlib import Path

from alignment.config.environment import VARIABLES

PROJECT = Path(__file__).resolve().parents[2]


def test_the_table_of_environment_variables_is_the_one_that_is_read():
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", (PROJECT / "docs/operating.md").read_text(), flags=re.MULTILINE)

    assert dict(rows) == VARIABLES


def test_every_variable_that_the_configuration_reads_is_in_the_table():
    """But for those that only tests, the system or Django's own tools set."""
    others = {"PATH", "SIGHTLINE_POSTGRES_SETTINGS", "XDG_RUNTIME_DIR", "DJANGO_SETTINGS_MODULE", "PYTEST_VERSION"}
    read = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["']([A-Z_]+)["']""")
    found = {name for file in (PROJECT / "alignment").rglob("*.py") for name in read.findall(file.read_text())}

    assert "DATABASE_URL" in found
    assert found - others <= set(VARIABLES)
