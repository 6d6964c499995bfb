"""Change what somebody is called, may do, and whether they may come in at all."""

from django.db import transaction

from people.models import ApiToken, Role, User
from people.services.audit import record


class LastAdministrator(Exception):
    """A sentence: the change would leave nobody who can administer."""


@transaction.atomic
def change_person(*, person: User, name: str, role: str, team: str, is_active: bool, by: User) -> User:
    """Set a person's name, role, team and access; a person who loses access loses their tokens too.

    Raises LastAdministrator. All administrators are locked while it is decided, so that two of them cannot remove
    each other at once.
    """
    administrators = list(User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True))
    stays = role == Role.ADMINISTRATOR and is_active
    if not stays and [user.pk for user in administrators] == [person.pk]:
        raise LastAdministrator(
            f"{person} is the only active administrator. Make somebody else an administrator first."
        )
    wanted = {"name": name, "role": role, "team": team, "is_active": is_active}
    stored = User.objects.select_for_update().get(pk=person.pk)
    changes = {
        field: {"from": getattr(stored, field), "to": value}
        for field, value in wanted.items()
        if getattr(stored, field) != value
    }
    if not changes:
        return stored
    User.objects.filter(pk=person.pk).update(**wanted)
    if not is_active:
        ApiToken.objects.filter(user=person).delete()
    record(by=by, verb=_verb(changes), subject=stored, detail=changes)
    stored.refresh_from_db()
    return stored


@transaction.atomic
def change_own_name(*, person: User, name: str) -> None:
    """Set what others see of oneself."""
    before = person.name
    if before != name:
        User.objects.filter(pk=person.pk).update(name=name)
        record(by=person, verb="people.changed", subject=person, detail={"name": {"from": before, "to": name}})


def _verb(changes: dict[str, dict[str, object]]) -> str:
    if "is_active" in changes:
        return "people.let_in" if changes["is_active"]["to"] else "people.shut_out"
    return "people.role_changed" if "role" in changes else "people.changed"
