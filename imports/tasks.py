"""Imports as jobs: the page stays responsive meanwhile."""

from imports import files, selectors, services
from imports.core.refusals import FileRefused
from imports.models import Batch
from jobs.context import JobContext
from jobs.registry import job_kind


@job_kind("imports.preview", label="Look at a file")
def preview(context: JobContext, *, batch: int) -> str:
    """Tell what an import would do; nothing is written but that."""
    return services.preview(_batch(batch), progress=context.progress)


@job_kind("imports.load", label="Import a file")
def load(context: JobContext, *, batch: int) -> str:
    """Load one batch; a second run after a death finds it loaded and changes nothing."""
    one = _batch(batch)
    if one.state == Batch.State.LOADED:
        return f"{one}: {one.conservation}"
    result = services.load(one, now=context.now, progress=context.progress, publishing=context.publishing)
    return str(result.conservation)


@job_kind("imports.undo", label="Undo an import")
def undo(context: JobContext, *, batch: int) -> str:
    """Take one batch back; a second run after a death finds it undone and changes nothing."""
    one = _batch(batch)
    if one.state == Batch.State.UNDONE:
        return f"{one} is undone."
    undone = services.undo(one, now=context.now, by=context.job.by, publishing=context.publishing)
    return f"{one} is undone; {undone}"


@job_kind("imports.expire_files", label="Delete uploaded files whose time is over", queue="fast")
def expire_files(context: JobContext) -> str:
    """Raw files hold more of people than we keep, so they go after thirty days; keys of requests go with them."""
    services.forget_deliveries(context.now)
    return f"{files.expire_files(context.now):,} files deleted."


def _batch(pk: int) -> Batch:
    one = selectors.batch(pk)
    if one is None:
        raise FileRefused(f"Import {pk} no longer exists.")
    return one
