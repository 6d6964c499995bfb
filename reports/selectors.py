"""Read what the worker made ready."""

from jobs.models import Job
from jobs.selectors import unfinished
from okrs.models import Cycle
from reports.dashboards.alignment import AlignmentPage, read
from reports.models import StoredPage


def alignment_page(cycle: Cycle) -> AlignmentPage | None:
    """The dashboard of the cycle; None before the first recompute."""
    stored = StoredPage.objects.filter(name=StoredPage.Name.ALIGNMENT, cycle=cycle).first()
    return read(stored.content) if stored else None


def recompute_under_way() -> Job | None:
    """The recompute that waits or runs."""
    return next(iter(unfinished(kind="reports.recompute")), None)
