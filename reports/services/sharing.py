"""Links that open one summary or one document without log-in: made, opened, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from people.models import Role, User
from people.services import digest, record
from reports.models import BuiltDocument, ShareLink, StoredSnapshot
from reports.services.comments import Refused

LONGEST_DAYS = 90
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link and its secret, which is known only now."""

    link: ShareLink
    secret: str


@transaction.atomic
def share(
    stored: StoredSnapshot, *, label: str, days: int, by: User, now: datetime, document: BuiltDocument | None = None
) -> NewLink:
    """Make a link to the summary of a snapshot, or to one document of it. Raises Refused."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"A link is good for 1 to {LONGEST_DAYS} days.")
    if not label.strip():
        raise Refused("Say for whom the link is, so that it can be told apart later.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = ShareLink.objects.create(
        snapshot=stored,
        document=document,
        label=label.strip()[:120],
        digest=digest(secret),
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    detail = {"for": link.label, "days": days, "document": document.kind if document else "summary"}
    record(by=by, verb="reports.shared", subject=stored.cycle, detail=detail)
    return NewLink(link, secret)


def opened(secret: str, *, now: datetime) -> ShareLink | None:
    """What the secret opens, and count that; None for one that never was, has expired or was revoked."""
    rows = ShareLink.objects.usable(now).select_related("snapshot__cycle", "snapshot__issued_by", "document")
    link = rows.defer("snapshot__annex").filter(digest=digest(secret)).first()
    if link is not None:
        ShareLink.objects.filter(pk=link.pk).update(views=F("views") + 1, last_opened_at=now)
    return link


@transaction.atomic
def revoke(link: ShareLink, *, by: User, now: datetime) -> None:
    """Make the link useless at once; administrators may do so with everybody's. Raises Refused."""
    if link.made_by_id != by.pk and by.role != Role.ADMINISTRATOR:
        raise Refused("Only who made a link, and administrators, can revoke it.")
    if not ShareLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=now, revoked_by=by):
        raise Refused("This link has been revoked already.")
    record(by=by, verb="reports.share_revoked", subject=link.snapshot.cycle, detail={"for": link.label})
