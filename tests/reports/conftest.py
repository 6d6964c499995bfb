"""What several files of tests of the reports share: a stored quarter of the small demonstration company."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reports.core.codec import typed
from reports.core.snapshot import Annex, Snapshot
from reports.models import StoredSnapshot
from tests import factories as make

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def numbers() -> tuple[Snapshot, Annex]:
    """A quarter of the small demonstration company, as a recompute of it was stored."""
    kept = golden()
    return typed(Snapshot, kept["snapshot"]), typed(Annex, kept["annex"])


@pytest.fixture
def stored(db) -> StoredSnapshot:
    """The same quarter in the database."""
    kept = golden()
    return StoredSnapshot.objects.create(
        cycle=make.cycle(date(2026, 10, 1), date(2027, 1, 1), name="Q4 FY26"), content=kept["snapshot"],
        annex=kept["annex"], digest="0" * 64, score_run_id=1, credit_run_id=1, as_of=date(2026, 11, 22), made_at=NOW,
    )  # fmt: skip


def golden() -> dict[str, dict]:
    return json.loads((Path(__file__).parents[1] / "golden" / "reports" / "snapshot.json").read_text())
