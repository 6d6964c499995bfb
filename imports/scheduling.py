"""Which step of an import may run now, and its job."""

from django.db import transaction

from imports.models import Batch
from jobs.services import enqueue
from people.models import User
from people.services import record


class CannotNow(Exception):
    """Why this step is not possible now."""


@transaction.atomic
def look_again(batch: Batch, *, by: User | None) -> None:
    """Preview the file in the background."""
    _run(batch, "imports.preview", by=by)


@transaction.atomic
def confirm(batch: Batch, *, by: User) -> None:
    """Load what was previewed, in the background. Raises CannotNow."""
    locked = idle(batch)
    if locked.state == Batch.State.LOADED:
        raise CannotNow(f"{locked} is loaded already.")
    if not locked.preview.get("detected"):
        raise CannotNow(locked.preview.get("error") or "The file has not been looked at yet.")
    if locked.preview["questions"]:
        raise CannotNow(" ".join(question["sentence"] for question in locked.preview["questions"]))
    if not locked.preview["ready"]:
        raise CannotNow("No row of the file is ready to be imported; the list below says why.")
    locked.state, locked.error = Batch.State.LOADING, ""
    locked.save(update_fields=["state", "error"])
    record(by=by, verb="imports.confirmed", subject=locked, detail={"target": locked.target})
    _run(locked, "imports.load", by=by)


@transaction.atomic
def load_unseen(batch: Batch, *, by: User) -> None:
    """Load what a program has brought, in the background; what the file leaves open fails it with the questions."""
    batch.state = Batch.State.LOADING
    batch.save(update_fields=["state"])
    record(by=by, verb="imports.delivered", subject=batch, detail={"target": batch.target})
    _run(batch, "imports.load", by=by)


@transaction.atomic
def request_undo(batch: Batch, *, by: User) -> None:
    """Take a loaded import back, in the background. Raises CannotNow."""
    locked = idle(batch)
    if locked.state != Batch.State.LOADED:
        raise CannotNow(f"{locked} is not loaded, so there is nothing to undo.")
    _run(locked, "imports.undo", by=by)


def idle(batch: Batch) -> Batch:
    """The batch, locked, if none of its jobs is on its way."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.job and not locked.job.finished_at:
        raise CannotNow(f"{locked} is being worked on; wait until that is done.")
    return locked


def _run(batch: Batch, kind: str, *, by: User | None) -> None:
    batch.job = enqueue(kind, {"batch": batch.pk}, by=by)
    batch.save(update_fields=["job"])
