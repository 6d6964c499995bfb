"""People who are named in files and do not log in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from people.models import User
from people.services.audit import record


@dataclass(frozen=True, slots=True)
class Colleague:
    email: str
    name: str
    role: str


@transaction.atomic
def add_colleagues(people: Sequence[Colleague]) -> int:
    """Make known whoever is not yet, without a password: only an invitation lets them in. How many were added."""
    known = set(User.objects.filter(email__in=[one.email.lower() for one in people]).values_list("email", flat=True))
    fresh = [one for one in people if one.email.lower() not in known]
    for one in fresh:
        user = User.objects.create_user(one.email, name=one.name, role=one.role)
        record(by=None, verb="people.joined", subject=user, detail={"role": one.role, "demo": True})
    return len(fresh)
