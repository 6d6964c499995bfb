"""Personal data of one person: given out on request, erased on request, both written down."""

import json
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from crm import selectors
from crm.models import Contact, PersonRequest
from imports.core.masking import masked
from imports.services import forget_files, forget_values, tell_change
from jobs.services import enqueue
from people.models import User
from people.services import record

EXPORT_KEPT = timedelta(days=7)
SHORTEST_NAME = 5  # letters; shorter names stand in too many files of others
Publishing = Callable[[], AbstractContextManager[object]]


class UnknownPerson(Exception):
    """Nobody with this address is known."""


def ask_export(email: str, *, by: User, now: datetime) -> PersonRequest:
    """Have everything about a person collected in the background. Raises UnknownPerson."""
    return _ask(PersonRequest.Kind.EXPORT, "crm.export_person", email, by=by, now=now)


def ask_erasure(email: str, *, by: User, now: datetime) -> PersonRequest:
    """Have a person's data erased in the background. Raises UnknownPerson."""
    return _ask(PersonRequest.Kind.ERASURE, "crm.erase_person", email, by=by, now=now)


def export_person(one: PersonRequest, *, now: datetime, publishing: Publishing = transaction.atomic) -> str:
    """Write the person's file, readable by nobody but us, for a week."""
    document = selectors.person_document(one.contacts)
    folder = _folder()
    name = f"{secrets.token_hex(16)}.json"
    path = folder / name
    path.touch(mode=0o600)
    path.write_text(json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2), encoding="utf-8")
    rows = sum(len(found) for found in document.values())
    with publishing():
        one.file, one.expires_at = name, now + EXPORT_KEPT
        _done(one, f"{rows:,} rows were collected.", verb="crm.person_exported", now=now)
    return one.told


def erase_person(one: PersonRequest, *, now: datetime, publishing: Publishing = transaction.atomic) -> str:
    """Blank what names the person, in the facts, in what undo keeps and in uploaded files. Counts stay."""
    found = Contact.objects.filter(pk__in=one.contacts)
    words = [word for pair in found.values_list("email", "name") for word in pair]
    files = forget_files([word for word in words if "@" in word or len(word) >= SHORTEST_NAME])
    with publishing():
        erased = found.update(email="", name="", attributes={}, erased_at=now)
        # An address may also be the id at the source.
        named = found.filter(external_id__contains="@")
        renamed = list(named.values_list("pk", flat=True))
        named.update(external_id=Concat(Value("erased-"), F("pk")))
        blank = {"email": "", "name": "", "attributes": {}, "erased_at": now.isoformat()}
        forget_values(model="crm.Contact", ids=one.contacts, values=blank)
        for pk in renamed:
            forget_values(model="crm.Contact", ids=[pk], values={"external_id": f"erased-{pk}"})
        _forget_exports(one.contacts)
        sentence = f"{erased:,} rows were blanked, {files:,} uploaded files deleted."
        _done(one, sentence, verb="crm.person_erased", now=now)
        tell_change(target="contacts", now=now)
    return one.told


def export_file(one: PersonRequest, *, now: datetime) -> Path | None:
    """Where the file of an export is, while it has not expired."""
    path = _folder() / one.file
    return path if one.file and one.expires_at and one.expires_at > now and path.exists() else None


def expire_exports(now: datetime) -> int:
    """Delete the files whose week is over; the requests stay."""
    return _delete(PersonRequest.objects.filter(expires_at__lte=now).exclude(file=""))


@transaction.atomic
def _ask(kind: str, job: str, email: str, *, by: User, now: datetime) -> PersonRequest:
    found = selectors.holdings(email)
    if found is None:
        raise UnknownPerson("Nobody with this address is known here.")
    one = PersonRequest.objects.create(
        kind=kind, shown=masked(email)[:60], contacts=list(found.contacts), by=by, asked_at=now
    )
    one.job = enqueue(job, {"request": one.pk}, by=by)
    one.save(update_fields=["job"])
    record(by=by, verb=f"crm.{kind}_asked", subject=one)
    return one


def _done(one: PersonRequest, sentence: str, *, verb: str, now: datetime) -> None:
    one.told, one.done_at = sentence, now
    one.save(update_fields=["told", "done_at", "file", "expires_at"])
    record(by=one.by, verb=verb, subject=one, detail={"contacts": len(one.contacts)})


def _forget_exports(contacts: list[int]) -> None:
    _delete(PersonRequest.objects.filter(contacts__overlap=contacts).exclude(file=""))


def _delete(found: "QuerySet[PersonRequest]") -> int:
    deleted = 0
    for one in found:
        (_folder() / one.file).unlink(missing_ok=True)
        PersonRequest.objects.filter(pk=one.pk).update(file="")
        deleted += 1
    return deleted


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "personal-data"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
