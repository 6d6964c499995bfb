"""Log-ins to try Sightline with, one of each role."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from people.models import Role, User
from people.services.audit import record

PEOPLE = (
    (Role.ADMINISTRATOR, "Alex Oldacre", "admin@demo.example"),
    (Role.EXECUTIVE, "Mara Thistlewood", "cmo@demo.example"),
    (Role.ANALYST, "Bastian Orrery", "analyst@demo.example"),
    (Role.MARKETER, "Nela Brackenridge", "marketer@demo.example"),
    (Role.BOARD, "Hedda Vantongeren-Moss", "board@demo.example"),
)


@dataclass(frozen=True, slots=True)
class DemoLogIn:
    role: str
    email: str
    password: str


@transaction.atomic
def make_demo_people() -> Sequence[DemoLogIn]:
    """One person of each role with a random password; nobody where there is any user already."""
    if User.objects.exists():
        return []
    made = []
    for role, name, email in PEOPLE:
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(email, password, name=name, role=role)
        record(by=None, verb="people.joined", subject=user, detail={"role": role, "demo": True})
        made.append(DemoLogIn(role.label, email, password))
    return made
