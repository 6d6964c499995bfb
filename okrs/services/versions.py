"""Change a definition so that the earlier one is kept, and so that two editors do not overwrite each other."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from okrs.models import BusinessObjective, DefinitionVersion, KeyResult, Objective
from okrs.services.errors import ChangedMeanwhile, OtherChange, Refused
from people.models import User

Subject = TypeVar("Subject", BusinessObjective, Objective, KeyResult)


@dataclass(frozen=True, slots=True)
class Editing:
    """Who changes something and when, which revision they were looking at, and why they change it."""

    by: User | None
    now: datetime
    revision: int | None = None
    reason: str = ""


def locked(row: Subject) -> Subject:
    """The row as it is now, held until the transaction ends."""
    manager: models.Manager[Subject] = type(row)._default_manager  # type: ignore[assignment]
    return manager.select_for_update(of=("self",)).get(pk=row.pk)


def proposed(row: Subject, changes: Mapping[str, object]) -> Subject:
    """The row as it would be, to be checked before anything is saved."""
    draft = copy(row)
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft


def revise(
    row: Subject, changes: Mapping[str, object], editing: Editing, *, needs_reason: Collection[str], mid_cycle: bool
) -> bool:
    """Apply the changes to a locked row, keep the version before, and say whether anything changed.

    Raises ChangedMeanwhile when the editor looked at an older revision, and Refused when a change in mid-cycle
    gives no reason.
    """
    if editing.revision is not None and editing.revision != row.revision:
        raise ChangedMeanwhile(_since(row, editing.revision), revision=row.revision)
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return False
    of_definition = mid_cycle and bool(set(changed) & set(needs_reason))
    if of_definition and not editing.reason.strip():
        raise Refused("The cycle is running. Say why this changes now; the earlier version is kept.", field="reason")
    before = {name: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.revision += 1
    if of_definition and isinstance(row, KeyResult):
        row.changed_mid_cycle_at = editing.now
    checked(row)
    row.save()
    DefinitionVersion.objects.create(
        **{_subject(row): row},
        revision=row.revision,
        before=before,
        after={name: _plain(getattr(row, name)) for name in changed},
        reason=editing.reason.strip(),
        is_mid_cycle=of_definition,
        by=editing.by,
        made_at=editing.now,
    )
    return True


def checked(row: models.Model) -> None:
    """Raise Refused with Django's sentence where a field or a uniqueness rule of the model is broken."""
    try:
        row.clean_fields()
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = "" if field == "__all__" else f"{row._meta.get_field(field).verbose_name}: ".capitalize()
        raise Refused(f"{label}{messages[0]}", field="" if field == "__all__" else field) from error


def _since(row: Subject, revision: int) -> list[OtherChange]:
    versions = DefinitionVersion.objects.filter(**{_subject(row): row}, revision__gt=revision).select_related("by")
    return [
        OtherChange(
            field=str(row._meta.get_field(name).verbose_name),
            before=str(version.before[name] or "–"),
            after=str(version.after[name] or "–"),
            by=str(version.by or ""),
        )
        for version in versions
        for name in version.before
    ]


def _subject(row: models.Model) -> str:
    return {BusinessObjective: "business_objective", Objective: "objective", KeyResult: "key_result"}[type(row)]


def _plain(value: object) -> object:
    """A value as JSON: numbers and related rows by the words a page shows."""
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)
