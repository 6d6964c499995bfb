"""Open, preview, load and undo imports."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO

from django.db import DatabaseError, transaction

from imports import registry, selectors
from imports.announce import announce
from imports.core.mapping import Choices
from imports.core.refusals import FileRefused, NotReady
from imports.core.result import Result
from imports.files import keep_file, path_of
from imports.loading.undo import UndoRefused, undo_rows
from imports.models import Batch, Source
from people.models import User

__all__ = ["FileRefused", "NotReady", "UndoRefused", "load", "open_batch", "undo"]

Progress = Callable[[float, str], None]


@transaction.atomic
def open_batch(
    *,
    stream: BinaryIO,
    name: str,
    target: str,
    source: str,
    now: datetime,
    preset: str = "",
    choices: Choices | None = None,
    by: User | None = None,
) -> Batch:
    """Keep the file and start an import of it; nothing is written to any fact yet.

    What was decided for this source and target before is taken over where `choices` say nothing.
    Raises FileRefused, registry.UnknownName.
    """
    accepted = registry.target(target)
    if preset and registry.preset(preset).target != target:
        raise FileRefused(f"The preset “{preset}” is for {registry.preset(preset).target}, not for {target}.")
    origin = selectors.source(source) or Source.objects.create(name=source)
    remembered = origin.mappings.get(target, {})
    known = Choices.from_mapping(remembered.get("choices", {}))
    return Batch.objects.create(
        source=origin,
        target=accepted.name,
        preset=preset or remembered.get("preset", ""),
        file=keep_file(stream, name=name, target=target, now=now),
        choices=(choices or Choices()).over(known).as_mapping(),
        by=by,
        opened_at=now,
    )


def load(
    batch: Batch,
    *,
    now: datetime,
    progress: Progress = lambda fraction, sentence: None,
    publishing: Callable[[], AbstractContextManager[object]] = transaction.atomic,
) -> Result:
    """Read the file and write its facts, all or none. For workers and commands: it takes as long as the file is big.

    `publishing` gives the transaction (a job's is fenced). Raises FileRefused, NotReady.
    """
    from imports.loading.load import load_file

    if batch.state == Batch.State.LOADED:
        raise NotReady(f"Import {batch.pk} is loaded already.")
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.LOADING, error="")
    try:
        return load_file(batch, path_of(batch.file), now=now, progress=progress, publishing=publishing)
    except (FileRefused, NotReady, DatabaseError) as error:
        # A message of the database's may quote a row, and so a person.
        told = "The database broke off; nothing was written." if isinstance(error, DatabaseError) else str(error)
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.FAILED, error=told)
        raise


@transaction.atomic
def undo(batch: Batch, *, now: datetime) -> int:
    """Take a loaded import back; returns how many rows changed. Raises UndoRefused."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state != Batch.State.LOADED:
        raise UndoRefused(f"Import {batch.pk} is not loaded, so there is nothing to undo.")
    changed = undo_rows(registry.target(locked.target).models, batch=locked.pk)
    locked.state, locked.undone_at = Batch.State.UNDONE, now
    locked.save(update_fields=["state", "undone_at"])
    announce(locked, now=now)
    return changed
