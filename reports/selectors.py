"""Read what the worker made ready."""

from imports.models import Batch
from jobs.models import Job
from jobs.selectors import latest, under_way
from okrs.models import BusinessObjective, Cycle
from reports.dashboards.alignment import AlignmentPage, read
from reports.models import StoredPage


def alignment_page(cycle: Cycle) -> AlignmentPage | None:
    """The dashboard of the cycle; None before the first recompute."""
    stored = StoredPage.objects.filter(name=StoredPage.Name.ALIGNMENT, cycle=cycle).first()
    return read(stored.content) if stored else None


def work_under_way() -> Job | None:
    """What waits or runs and will change these pages: the recompute, or before it the loading of the demonstration."""
    return under_way(("reports.load_company", "reports.recompute"))


def is_untouched() -> bool:
    """Whether nothing has been imported, planned or begun here yet, so that the demonstration may be offered."""
    begun = latest(kind="reports.load_company") is not None
    return not (begun or Batch.objects.exists() or Cycle.objects.exists() or BusinessObjective.objects.exists())
