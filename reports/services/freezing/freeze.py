"""Freeze a cycle as it is reported, and open it again."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from alignment.models import ScoreRun
from attribution.models import CreditRun
from okrs.models import Cycle
from okrs.selectors import plan_to_keep
from organisation.selectors import today
from people.models import User
from people.services import record
from reports.core.codec import plain
from reports.dashboards.closing import Point, checklist
from reports.models import FrozenCycle, StoredPage, StoredSnapshot
from reports.selectors import frozen, snapshot
from reports.services.comments import Refused, issue
from reports.services.freezing.facts import costs_now, kept_now

LONGEST = 600


@transaction.atomic
def freeze(cycle: Cycle, *, by: User | None, now: datetime, although: str = "") -> FrozenCycle:
    """Issue the newest summary and keep it with its first page, its facts, links and definitions. Raises Refused.

    Open points of the checklist that may wait need a sentence why (`although`).
    """
    locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if frozen(locked) is not None:
        raise Refused(f"{locked} is frozen already.")
    day = today(now)
    because = _because(checklist(locked, day=day), although)
    stored = snapshot(locked)
    if stored is None:
        raise Refused(f"Nothing has been computed for {locked} yet.")
    if stored.issued_at is None:
        stored = issue(stored, by=by, now=now)
    page = StoredPage.objects.filter(name=StoredPage.Name.ALIGNMENT, cycle=locked).first()
    run, score = CreditRun.objects.get(pk=stored.credit_run_id), ScoreRun.objects.get(pk=stored.score_run_id)
    kept, costs = plain(kept_now(locked, run)), costs_now(locked)
    shown, plan = page.content if page else None, plan_to_keep(locked, today=day)
    row = FrozenCycle.objects.create(
        cycle=locked,
        snapshot=stored,
        page=shown,
        kept=kept,
        receipt=score.receipt,
        plan=plan,
        costs=costs,
        digest=_digest(stored, shown, kept, score.receipt, plan, costs),
        open_points=because,
        frozen_at=now,
        frozen_by=by,
    )
    record(by=by, verb="reports.frozen", subject=locked, detail={"digest": row.digest, "open points": because})
    return row


@transaction.atomic
def reopen(row: FrozenCycle, *, by: User, because: str, now: datetime) -> None:
    """Let the cycle's pages follow the facts again; what was reported stays stored. Raises Refused."""
    reason = " ".join(because.split())
    if not reason:
        raise Refused("Say why the cycle is opened again; the audit trail keeps it.")
    if len(reason) > LONGEST:
        raise Refused(f"Keep it to {LONGEST} characters; this has {len(reason)}.")
    changed = FrozenCycle.objects.filter(pk=row.pk, reopened_at__isnull=True).update(
        reopened_at=now, reopened_by=by, reopened_because=reason
    )
    if not changed:
        raise Refused(f"{row.cycle} has been opened again already.")
    record(by=by, verb="reports.reopened", subject=row.cycle, detail={"because": reason, "digest": row.digest})


def _because(points: list[Point], although: str) -> str:
    stopping = [point for point in points if not point.is_done and point.is_needed]
    if stopping:
        raise Refused(f"This is still open: {'; '.join(point.label.lower() for point in stopping)}.")
    reason = " ".join(although.split())
    waiting = [point.label.lower() for point in points if not point.is_done]
    if waiting and not reason:
        raise Refused(f"Mend what is open, or say why it is frozen without it: {'; '.join(waiting)}.")
    if len(reason) > LONGEST:
        raise Refused(f"Keep it to {LONGEST} characters; this has {len(reason)}.")
    return reason if waiting else ""


def _digest(stored: StoredSnapshot, *kept: object) -> str:
    """SHA-256 over all that is kept, as JSON with sorted keys and no spaces."""
    whole = [stored.digest, stored.comments, *kept]
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
