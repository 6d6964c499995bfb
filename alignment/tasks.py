"""Recomputes as jobs: by imports, by night and by button."""

from jobs.context import JobContext
from jobs.registry import job_kind


@job_kind("alignment.recompute", label="Recompute attribution, KPIs and scores", alone=True)
def recompute(context: JobContext) -> str:
    """Compute everything from the facts as they are now; pages switch when each part is published."""
    from alignment.services.recompute import recompute_all  # reads files and arrays: only workers load it

    done = recompute_all(now=context.now, progress=context.progress, publishing=context.publishing)
    return str(done)
