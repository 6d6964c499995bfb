"""Keep snapshots: add the new one, and let go of those that nobody needs any more."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from alignment.models import ScoreRun
from alignment.selectors import latest_score
from attribution.models import CreditRun
from attribution.selectors import latest_run
from kpis.models import MeasureRun
from kpis.selectors import latest_run as latest_measures
from okrs.models import Cycle
from organisation.core.scope import Scope
from reports.core.codec import plain
from reports.core.scopes import scope_text
from reports.core.snapshot import Annex, Snapshot
from reports.models import StoredSnapshot
from reports.services.snapshot.build import build


class NotComputed(Exception):
    """A sentence: there are no numbers that a part could be cut from."""


def store_snapshot(
    score: ScoreRun, run: CreditRun, measured: MeasureRun | None, *, day: date, now: datetime
) -> StoredSnapshot:
    """Make the snapshot of the score's cycle and keep it as the newest."""
    return keep(score.cycle, *build(score, run, measured, day=day, now=now), now=now)


def store_scoped(cycle: Cycle, scope: Scope, *, day: date, now: datetime) -> StoredSnapshot:
    """Make the numbers of a part of the business from the newest runs. Raises NotComputed where there are none."""
    score, run = latest_score(cycle), latest_run()
    if score is None or run is None:
        raise NotComputed(f"Nothing has been computed for {cycle} yet; run a recompute first.")
    found, annex = build(score, run, latest_measures(), day=day, now=now, scope=scope)
    return keep(cycle, found, annex, now=now, scope=scope_text(scope))


@transaction.atomic
def keep(cycle: Cycle, found: Snapshot, annex: Annex, *, now: datetime, scope: str = "") -> StoredSnapshot:
    """Add the snapshot; a new one of the whole business takes the place of those of its parts as well."""
    content, tables = plain(found), plain(annex)
    row = StoredSnapshot.objects.create(
        cycle=cycle,
        scope=scope,
        content=content,
        annex=tables,
        digest=digest(content, tables),
        score_run_id=found.about.score_run,
        credit_run_id=found.about.credit_run,
        measure_run_id=found.about.measure_run,
        as_of=found.about.as_of,
        made_at=now,
    )
    superseded = StoredSnapshot.objects.filter(cycle=cycle, issued_at__isnull=True)
    superseded = superseded.filter(documents__isnull=True, share_links__isnull=True)
    (superseded.filter(scope=scope) if scope else superseded).exclude(pk=row.pk).delete()
    return row


def digest(content: object, annex: object) -> str:
    """SHA-256 of both parts as JSON with sorted keys and no spaces."""
    text = json.dumps([content, annex], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
