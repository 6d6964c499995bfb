"""Read what the worker made ready."""

from collections.abc import Mapping, Sequence

from imports.models import Batch
from jobs.models import Job
from jobs.selectors import latest, under_way
from okrs.models import BusinessObjective, Cycle
from reports.core.codec import typed
from reports.core.snapshot import Annex, Snapshot, View
from reports.dashboards.alignment import AlignmentPage, read
from reports.models import BuiltDocument, Comment, StoredPage, StoredSnapshot


def alignment_page(cycle: Cycle) -> AlignmentPage | None:
    """The dashboard of the cycle; None before the first recompute."""
    stored = StoredPage.objects.filter(name=StoredPage.Name.ALIGNMENT, cycle=cycle).first()
    return read(stored.content) if stored else None


def snapshot(cycle: Cycle) -> StoredSnapshot | None:
    """The newest snapshot of the cycle, without its long tables; None before the first recompute."""
    return StoredSnapshot.objects.filter(cycle=cycle).newest().defer("annex").select_related("issued_by").first()


def numbers(stored: StoredSnapshot) -> Snapshot:
    return typed(Snapshot, stored.content)


def annex(stored: StoredSnapshot) -> Annex:
    return typed(Annex, stored.annex)


def department(stored: StoredSnapshot, key: str) -> View | None:
    """The numbers that one department asks about, read without the other long tables."""
    found = StoredSnapshot.objects.filter(pk=stored.pk).values_list("annex__views", flat=True).get()
    return next((typed(View, view) for view in found if view["key"] == key), None)


def comments(cycle: Cycle) -> Mapping[str, Comment]:
    """What is said of the cycle's rows now, by subject."""
    rows = Comment.objects.filter(cycle=cycle, is_current=True).select_related("by")
    return {row.subject: row for row in rows}


def comment_versions(cycle: Cycle, subject: str) -> Sequence[Comment]:
    """What was said of one row, the newest first."""
    return list(Comment.objects.filter(cycle=cycle, subject=subject).select_related("by"))


def documents(stored: StoredSnapshot) -> Sequence[BuiltDocument]:
    return list(stored.documents.select_related("made_by"))


def earlier_documents(cycle: Cycle, *, most: int = 40) -> Sequence[BuiltDocument]:
    """The newest documents of the cycle's snapshots."""
    rows = BuiltDocument.objects.filter(snapshot__cycle=cycle).select_related("snapshot", "made_by")
    return list(rows.defer("snapshot__content", "snapshot__annex")[:most])


def work_under_way() -> Job | None:
    """What waits or runs and will change these pages: the recompute, or before it the loading of the demonstration."""
    return under_way(("reports.load_company", "reports.recompute"))


def is_untouched() -> bool:
    """Whether nothing has been imported, planned or begun here yet, so that the demonstration may be offered."""
    begun = latest(kind="reports.load_company") is not None
    return not (begun or Batch.objects.exists() or Cycle.objects.exists() or BusinessObjective.objects.exists())
