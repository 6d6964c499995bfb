"""Open, preview, load and undo imports."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, transaction

from imports import registry
from imports.announce import announce
from imports.core.refusals import FileRefused, NotReady
from imports.core.result import Result
from imports.delivering import KeyReused, deliver, forget_deliveries
from imports.files import path_of
from imports.forgetting import forget_files, forget_values, tell_change
from imports.intake import change_source, choose, open_batch, receive, run_again, settle_target, source_named
from imports.loading.bulk import insert_csv
from imports.loading.undo import Undone, UndoRefused, undo_rows
from imports.models import Batch
from imports.scheduling import CannotNow, confirm, look_again, request_undo
from people.models import User
from people.services import record

__all__ = [
    "CannotNow",
    "FileRefused",
    "KeyReused",
    "NotReady",
    "UndoRefused",
    "change_source",
    "choose",
    "confirm",
    "deliver",
    "forget_deliveries",
    "forget_files",
    "forget_values",
    "insert_csv",
    "load",
    "look_again",
    "open_batch",
    "preview",
    "receive",
    "request_undo",
    "run_again",
    "source_named",
    "target_of",
    "tell_change",
    "undo",
]

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]


def _silent(fraction: float, sentence: str) -> None:
    """Progress that nobody watches."""


def preview(batch: Batch, *, progress: Progress = _silent) -> str:
    """Read the file and keep what an import of it would do; returns a sentence. For workers, as `load`."""
    from imports.loading.preview import preview_file, recognised

    path = path_of(batch.file)
    told = None if batch.target else recognised(batch, path, settle=settle_target)
    if told is None:
        told = preview_file(batch, path, progress=progress)
    kept = told.as_mapping() | {"suggested": batch.preview.get("suggested", [])}
    waiting = Batch.objects.filter(pk=batch.pk).exclude(state=Batch.State.LOADED)
    waiting.update(preview=kept, choices=batch.choices)
    return told.error or f"{told.read:,} rows read, {told.ready:,} of them ready."


def target_of(path: Path, *, name: str) -> str:
    """What the rows of a file are, by its column names. Raises FileRefused."""
    from imports.loading.preview import target_of as found

    return found(path, name=name)


def load(
    batch: Batch, *, now: datetime, progress: Progress = _silent, publishing: Publishing = transaction.atomic
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


def undo(batch: Batch, *, now: datetime, by: User | None = None, publishing: Publishing = transaction.atomic) -> Undone:
    """Take a loaded import back. Raises UndoRefused."""
    with publishing():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != Batch.State.LOADED:
            raise UndoRefused(f"Import {batch.pk} is not loaded, so there is nothing to undo.")
        undone = undo_rows(registry.target(locked.target), batch=locked.pk)
        locked.state, locked.undone_at = Batch.State.UNDONE, now
        locked.save(update_fields=["state", "undone_at"])
        record(by=by, verb="imports.undone", subject=locked, detail={"rows": undone.changed, "stay": len(undone.stay)})
        announce(locked, now=now)
    return undone
