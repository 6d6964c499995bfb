"""Rows that the addresses of the reports need, for tests/access_table.py."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile

from alignment.services import score_cycle
from attribution.models import CreditRun
from reports.models import BuiltDocument, StoredSnapshot
from reports.services.sharing import share
from reports.services.snapshot import store_snapshot
from tests import factories as make

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def a_snapshot() -> Mapping[str, Any]:
    return {"pk": _stored().pk}


def a_report() -> Mapping[str, Any]:
    """By its cycle."""
    return {"pk": _stored().cycle_id}


def a_document_file() -> Mapping[str, Any]:
    row = BuiltDocument(snapshot=_stored(), kind="json", size=2, digest="0" * 64, made_at=NOW)
    row.file.save("report.json", ContentFile(b"{}"), save=False)
    row.save()
    return {"pk": row.pk}


def a_share_link() -> Mapping[str, Any]:
    made = share(_stored(), label="The board", days=7, by=make.user(), now=NOW)
    return {"pk": made.link.pk}


def a_department() -> Mapping[str, Any]:
    return {"key": "finance"}


def _stored() -> StoredSnapshot:
    """Of a quarter in which nothing has happened."""
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1))
    score = score_cycle(cycle, today=NOW.date(), now=NOW, locked_model="linear")
    run = CreditRun.objects.create(
        started_at=NOW, finished_at=NOW, published_at=NOW, settings={}, inputs_digest="0" * 64
    )
    return store_snapshot(score, run, None, day=NOW.date(), now=NOW)
