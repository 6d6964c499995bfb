"""Write the audit trail."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.contrib.auth.models import AnonymousUser
from django.db import models

from people.models import AuditEntry, User


def record(
    *,
    by: User | AnonymousUser | None,
    verb: str,
    subject: models.Model | None = None,
    detail: Mapping[str, Any] | None = None,
    address: str | None = None,
) -> AuditEntry:
    """Add one deed, in the caller's transaction.

    `verb` is "room.deed", such as "people.invited". `detail` holds what changed, never secrets and never more
    personal data than the deed needs. The request's id is taken from the log's context, also inside jobs.
    """
    return AuditEntry.objects.create(
        by=by if isinstance(by, User) else None,
        verb=verb,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(getattr(subject, "public_id", subject.pk)) if subject is not None else "",
        subject_label=str(subject)[:200] if subject is not None else "",
        detail=dict(detail or {}),
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
        address=address or None,
    )
