"""Keep snapshots: add the new one, and let go of those that nobody needs any more."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from alignment.models import ScoreRun
from attribution.models import CreditRun
from kpis.models import MeasureRun
from okrs.models import Cycle
from reports.core.codec import plain
from reports.core.snapshot import Annex, Snapshot
from reports.models import StoredSnapshot
from reports.services.snapshot.build import build


def store_snapshot(
    score: ScoreRun, run: CreditRun, measured: MeasureRun | None, *, day: date, now: datetime
) -> StoredSnapshot:
    """Make the snapshot of the score's cycle and keep it as the newest."""
    return keep(score.cycle, *build(score, run, measured, day=day, now=now), now=now)


@transaction.atomic
def keep(cycle: Cycle, found: Snapshot, annex: Annex, *, now: datetime) -> StoredSnapshot:
    content, tables = plain(found), plain(annex)
    row = StoredSnapshot.objects.create(
        cycle=cycle,
        content=content,
        annex=tables,
        digest=digest(content, tables),
        score_run_id=found.about.score_run,
        credit_run_id=found.about.credit_run,
        measure_run_id=found.about.measure_run,
        as_of=found.about.as_of,
        made_at=now,
    )
    superseded = StoredSnapshot.objects.filter(cycle=cycle, issued_at__isnull=True, documents__isnull=True)
    superseded.exclude(pk=row.pk).delete()
    return row


def digest(content: object, annex: object) -> str:
    """SHA-256 of both parts as JSON with sorted keys and no spaces."""
    text = json.dumps([content, annex], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
