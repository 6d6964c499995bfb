"""Read people, invitations, tokens and the audit trail."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from people.models import ApiToken, AuditEntry, Invitation, User


def people() -> QuerySet[User]:
    """Everybody, those who may come in first."""
    return User.objects.order_by("-is_active", "name", "email")


def pending_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.pending().select_related("invited_by")


def usable_invitation(*, digest: str, now: datetime) -> Invitation | None:
    return Invitation.objects.usable(now).filter(digest=digest).first()


def tokens() -> QuerySet[ApiToken]:
    """All tokens with their owners, the newest first."""
    return ApiToken.objects.select_related("user").order_by("-created")


def tokens_of(person: User) -> QuerySet[ApiToken]:
    return tokens().filter(user=person)


def audit_trail(
    *,
    verb: str = "",
    person: User | None = None,
    since: date | None = None,
    until: date | None = None,
    zone: ZoneInfo,
) -> QuerySet[AuditEntry]:
    """Deeds, the newest first; `until` is the last day that is part of it, in the zone given."""
    found = AuditEntry.objects.select_related("by").order_by("-pk")
    if verb:
        found = found.filter(verb=verb)
    if person is not None:
        found = found.filter(by=person)
    if since is not None:
        found = found.filter(at__gte=datetime.combine(since, time.min, tzinfo=zone))
    if until is not None:
        found = found.filter(at__lte=datetime.combine(until, time.max, tzinfo=zone))
    return found


def verbs() -> list[str]:
    """Every verb that has been recorded."""
    return list(AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct())
