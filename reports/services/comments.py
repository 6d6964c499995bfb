"""What leaders say of the summary's rows, and issuing it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from okrs.models import Cycle
from people.models import User
from people.services import record
from reports.core.commentary import Red, reds
from reports.models import Comment, StoredSnapshot
from reports.selectors import comments, numbers

LONGEST = 600


class Refused(Exception):
    """A sentence: why this cannot be done."""


@transaction.atomic
def say(cycle: Cycle, *, subject: str, text: str, by: User, now: datetime) -> Comment:
    """Put a comment in force; the one before stays as a version. Raises Refused."""
    words = " ".join(text.split())
    if not words:
        raise Refused("Write what the reader should know about it.")
    if len(words) > LONGEST:
        raise Refused(f"Keep it to {LONGEST} characters; this has {len(words)}.")
    rows = Comment.objects.filter(cycle=cycle, subject=subject)
    before = rows.filter(is_current=True).first()
    if before and before.text == words:
        return before
    latest = rows.aggregate(latest=Max("version"))["latest"] or 0
    rows.filter(is_current=True).update(is_current=False)
    try:
        with transaction.atomic():
            row = Comment.objects.create(
                cycle=cycle, subject=subject, text=words, version=latest + 1, by=by, made_at=now
            )
    except IntegrityError:
        raise Refused("Somebody else has just commented on it; load the page again and look at theirs.") from None
    record(by=by, verb="reports.commented", subject=cycle, detail={"subject": subject, "version": row.version})
    return row


@transaction.atomic
def issue(stored: StoredSnapshot, *, by: User, now: datetime) -> StoredSnapshot:
    """Issue the summary: every red has its comment, and numbers and comments stay as they are. Raises Refused."""
    row = StoredSnapshot.objects.select_for_update().get(pk=stored.pk)
    if row.issued_at is not None:
        raise Refused("This summary has been issued already; a new recompute makes one that can be issued.")
    said = comments(row.cycle)
    silent = [red for red in reds(numbers(row)) if red.subject not in said]
    if silent:
        raise Refused(f"Say first what happens with {_names(silent)}.")
    kept = [
        {"subject": c.subject, "text": c.text, "version": c.version, "by": c.by.name if c.by else ""}
        for c in said.values()
    ]
    StoredSnapshot.objects.filter(pk=row.pk).update(comments=kept, issued_at=now, issued_by=by)
    record(by=by, verb="reports.issued", subject=row.cycle, detail={"snapshot": row.pk, "digest": row.digest})
    row.refresh_from_db()
    return row


def _names(silent: Iterable[Red]) -> str:
    names = [f"“{red.label}”" for red in silent]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
