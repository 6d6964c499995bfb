"""What one computation of credit may use is what the operator has set."""

from datetime import UTC, date, datetime

import duckdb
import pytest

from alignment.config.environment import Crediting
from attribution import services
from attribution.engine.connection import Limits, engine
from tests import factories as make

NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
MIXED = "SELECT n, hash(n) AS mixed FROM range(3_000_000) AS t(n)"
SORTED = f"SELECT COUNT(*) AS rows FROM (SELECT * FROM ({MIXED}) ORDER BY mixed, n LIMIT 2_000_000)"


def test_threads_memory_and_folder_are_those_given(tmp_path):
    with engine(Limits(threads=1, memory="64MiB", temp_folder=str(tmp_path))) as running:
        names = ("threads", "memory_limit", "temp_directory")
        asked = ", ".join(f"CAST(current_setting('{name}') AS VARCHAR) AS {name}" for name in names)
        [found] = running.run(f"SELECT {asked}").to_pylist()
        assert (found["threads"], found["memory_limit"]) == ("1", "64.0 MiB")
        assert found["temp_directory"].startswith(str(tmp_path))
        assert running.run(SORTED).column("rows").to_pylist() == [2_000_000]  # what has no room goes to the folder
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("facts_of_their_own")
def test_a_recompute_keeps_to_what_the_operator_set(settings, tmp_path):
    make.opportunity(make.account("Firm"), "900.00", created=date(2026, 1, 20), closed=date(2026, 2, 10))
    settings.CREDITING = Crediting(threads=1, memory="1MB", temp_folder=str(tmp_path))
    with pytest.raises(duckdb.OutOfMemoryException):
        services.run_credit(now=NOW)
    settings.CREDITING = Crediting(threads=1, memory="200MB", temp_folder=str(tmp_path / "gone"))
    with pytest.raises(FileNotFoundError):
        services.run_credit(now=NOW)
