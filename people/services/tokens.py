"""Give and take back keys of the programming interface."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from people.models import ApiToken, Scope, User
from people.services.audit import record

LONGEST = timedelta(days=365)
MOST_PER_PERSON = 20
USE_IS_NOTED_EVERY = timedelta(minutes=10)


class TokenRefused(Exception):
    """A sentence: why this token cannot be made."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token and its text, which is known only now."""

    token: ApiToken
    text: str


@transaction.atomic
def make_token(*, owner: User, label: str, scopes: Sequence[str], lifetime: timedelta) -> NewToken:
    """A token that can do, within its owner's role, what its scopes say. Raises TokenRefused."""
    User.objects.select_for_update().get(pk=owner.pk)
    if not scopes or set(scopes) - set(Scope.values):
        raise TokenRefused("Choose at least one of read, write and import.")
    if not timedelta(0) < lifetime <= LONGEST:
        raise TokenRefused(f"A token lives for 1 to {LONGEST.days} days.")
    if ApiToken.objects.filter(user=owner).count() >= MOST_PER_PERSON:
        raise TokenRefused(f"You have {MOST_PER_PERSON} tokens already; revoke one first.")
    ordered = [scope for scope in Scope.values if scope in scopes]
    token, text = ApiToken.objects.create(user=owner, expiry=lifetime, label=label, scopes=ordered)
    detail = {"scopes": ordered, "expires": token.expiry}
    record(by=owner, verb="people.token_made", subject=token, detail=detail)
    return NewToken(token, text)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """Delete a token; whoever holds it is refused from the next request on."""
    record(by=by, verb="people.token_revoked", subject=token, detail={"owner": token.user_id})
    ApiToken.objects.filter(pk=token.pk).delete()


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Remember that a token was used, to the nearest ten minutes: a write per request would be waste."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
