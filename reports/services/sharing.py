"""Links that open one summary or one document without log-in: made, opened, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from people.models import Role, User
from people.services import digest, record
from reports.models import BuiltDocument, ShareLink, StoredSnapshot
from reports.services.comments import Refused

SHORTEST_PASSWORD = 8
LONGEST_DAYS = 90
SECRET_BYTES = 32


class PasswordNeeded(Exception):
    """What to say where a wrong password was given; empty where none was."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link and its secret, which is known only now."""

    link: ShareLink
    secret: str


@transaction.atomic
def share(
    stored: StoredSnapshot,
    *,
    label: str,
    days: int,
    by: User,
    now: datetime,
    document: BuiltDocument | None = None,
    password: str = "",
) -> NewLink:
    """Make a link to the summary of a snapshot, or to one document of it. Raises Refused."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"A link is good for 1 to {LONGEST_DAYS} days.")
    if not label.strip():
        raise Refused("Say for whom the link is, so that it can be told apart later.")
    if password and len(password) < SHORTEST_PASSWORD:
        raise Refused(f"Take a password of at least {SHORTEST_PASSWORD} characters, or none.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = ShareLink.objects.create(
        snapshot=stored,
        document=document,
        label=label.strip()[:120],
        digest=digest(secret),
        password=make_password(password) if password else "",
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    detail = {"for": link.label, "days": days, "document": document.kind if document else "summary"}
    detail["password"] = "yes" if password else "no"
    record(by=by, verb="reports.shared", subject=stored.cycle, detail=detail)
    return NewLink(link, secret)


def opened(secret: str, *, now: datetime, password: str = "") -> ShareLink | None:
    """What the secret opens, and count that; None for one that never was, has expired or was revoked.

    Raises PasswordNeeded where it has a password and this is not it.
    """
    rows = ShareLink.objects.usable(now).select_related("snapshot__cycle", "snapshot__issued_by", "document")
    link = rows.defer("snapshot__annex").filter(digest=digest(secret)).first()
    if link is None:
        return None
    if link.password and not check_password(password, link.password):
        raise PasswordNeeded("This is not the link’s password." if password else "")
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
