"""Jobs of the fact cache: other rooms enqueue them by name."""

from jobs.context import JobContext
from jobs.registry import job_kind


@job_kind("attribution.rewrite_facts", label="Rewrite the fact cache")
def rewrite_facts(context: JobContext) -> str:
    """After rows were changed or erased: their months are written again, so that no file holds what is gone."""
    from attribution.services import rewrite_facts as rewrite  # reads files and arrays: only workers load it

    context.progress(0.1, "Reading the months that changed")
    return rewrite(now=context.now)
