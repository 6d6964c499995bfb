"""Invite somebody, and let them in when they come."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from people.models import Invitation, User
from people.services.audit import record

VALID_FOR = timedelta(days=7)


class InvitationRefused(Exception):
    """A sentence: why this invitation cannot be made or used."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation and its secret, which is known only now."""

    invitation: Invitation
    secret: str


def digest(secret: str) -> str:
    """What is stored of a secret. The secret has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(*, email: str, role: str, by: User | None, now: datetime) -> NewInvitation:
    """Offer a role to an address for seven days. Raises InvitationRefused."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise InvitationRefused(f"{email} already has an account; change their role in the list of people.")
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                email=email, role=role, digest=digest(secret), invited_by=by, invited_at=now, expires_at=now + VALID_FOR
            )
    except IntegrityError as error:
        raise InvitationRefused(f"{email} has been invited already; send that invitation again instead.") from error
    record(by=by, verb="people.invited", subject=invitation, detail={"role": role})
    return NewInvitation(invitation, secret)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User, now: datetime) -> NewInvitation:
    """A new secret and seven more days; the old link stops working. Raises InvitationRefused."""
    secret = secrets.token_urlsafe(32)
    changed = (
        Invitation.objects.pending()
        .filter(pk=invitation.pk)
        .update(digest=digest(secret), invited_at=now, expires_at=now + VALID_FOR)
    )
    if not changed:
        raise InvitationRefused(f"The invitation of {invitation} has been used or revoked; invite them anew.")
    record(by=by, verb="people.invitation_renewed", subject=invitation)
    return NewInvitation(invitation, secret)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Make the link useless. Raises InvitationRefused."""
    if not Invitation.objects.pending().filter(pk=invitation.pk).update(revoked_at=now):
        raise InvitationRefused(f"The invitation of {invitation} has been used or revoked already.")
    record(by=by, verb="people.invitation_revoked", subject=invitation)


@transaction.atomic
def accept_invitation(*, secret: str, name: str, password: str, now: datetime) -> User:
    """Make the account that an invitation's link offers. Raises InvitationRefused."""
    found = Invitation.objects.select_for_update().usable(now).filter(digest=digest(secret)).first()
    if found is None:
        raise InvitationRefused("This invitation has expired or was used. Ask for a new one.")
    return _let_in(found, name=name, password=password, now=now)


@transaction.atomic
def accept_without_password(*, email: str, name: str, now: datetime) -> User:
    """Let somebody in whose address single sign-on has verified, if they were invited. Raises InvitationRefused."""
    found = Invitation.objects.select_for_update().usable(now).filter(email=email.lower()).first()
    if found is None:
        raise InvitationRefused(f"{email} has not been invited. Ask an administrator for an invitation.")
    return _let_in(found, name=name, password=None, now=now)


def _let_in(invitation: Invitation, *, name: str, password: str | None, now: datetime) -> User:
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationRefused(f"{invitation.email} already has an account; log in instead.")
    user = User.objects.create_user(invitation.email, password, name=name, role=invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now)
    record(by=user, verb="people.joined", subject=user, detail={"role": invitation.role})
    return user
