"""Merges of people and companies, taken apart by hand and held so."""

from datetime import datetime

from django.db import transaction

from crm.models import Account, Contact
from imports.services import tell_change
from people.models import User
from people.services import record


class NotMerged(Exception):
    """Why there is nothing to take apart."""


@transaction.atomic
def take_apart(one: Contact | Account, *, by: User, now: datetime) -> None:
    """Let a merged row stand for itself again; no later import merges it by itself. Raises NotMerged."""
    locked = type(one)._default_manager.select_for_update().get(pk=one.pk)
    if locked.merged_into_id is None:
        raise NotMerged("This row is not merged into another one.")
    survivor = locked.merged_into_id
    locked.merged_into_id, locked.kept_apart = None, True
    locked.save(update_fields=["merged_into", "kept_apart"])
    record(by=by, verb="crm.taken_apart", detail={"kind": _kind(one), "row": one.pk, "from": survivor})
    tell_change(target=_kind(one), now=now)


@transaction.atomic
def let_merge(one: Contact | Account, *, by: User) -> None:
    """Let imports find out again whether this row is the same as another one."""
    type(one)._default_manager.filter(pk=one.pk).update(kept_apart=False)
    record(by=by, verb="crm.let_merge", detail={"kind": _kind(one), "row": one.pk})


def _kind(one: Contact | Account) -> str:
    return "accounts" if isinstance(one, Account) else "contacts"
