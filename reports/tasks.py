"""Recomputes as jobs: by imports, by night and by button."""

from jobs.context import JobContext
from jobs.registry import job_kind


@job_kind("reports.recompute", label="Recompute attribution, scores and pages", alone=True)
def recompute(context: JobContext) -> str:
    """Compute everything from the facts as they are now; pages switch when each part is published."""
    from reports.services import recompute_all  # reads files and arrays: only workers load it

    return recompute_all(now=context.now, progress=context.progress, publishing=context.publishing)


@job_kind("reports.load_example", label="Load the example", alone=True)
def load_example(context: JobContext) -> str:
    """Import and plan the example; the recompute that follows is a job of its own."""
    from reports.services.example import load_example as load  # the importers read files: only workers load them

    return load(now=context.now, progress=context.progress, publishing=context.publishing)
