"""Read what the worker made ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial

from django.db.models import Case, Exists, F, JSONField, OuterRef, Q, Subquery, Value, When

from attribution.models import CreditRun
from attribution.selectors import By, Spent
from imports.models import Batch
from jobs.models import Job, State
from jobs.selectors import latest
from okrs.models import BusinessObjective, Cycle
from okrs.selectors import KeptPlan, Reported, read_plan
from organisation.core.scope import Scope
from people.models import User
from reports.core.bridge import Bridge
from reports.core.codec import typed
from reports.core.newer import Fate, Newer
from reports.core.scopes import scope_text
from reports.core.snapshot import Annex, Snapshot, View
from reports.dashboards.alignment import AlignmentPage, read
from reports.models import (
    BuiltDocument,
    Comment,
    Embedding,
    FrozenCycle,
    Restatement,
    ShareLink,
    StoredPage,
    StoredSnapshot,
    Subscription,
)

_PAGES: dict[int, tuple[datetime, AlignmentPage]] = {}
"""By cycle; there are few."""
RUNS = ("score_run_id", "credit_run_id", "measure_run_id")
_NUMBERS: dict[tuple[int, str], Snapshot] = {}
MOST_REMEMBERED = 64
LONG = ("kept", "receipt", "page", "plan", "costs")
IS_FROZEN = Exists(FrozenCycle.objects.filter(cycle=OuterRef("pk"), reopened_at__isnull=True))
"""Of cycles."""
RECOMPUTE = "reports.recompute"
CHANGING = ("reports.load_company", "reports.restate_company", RECOMPUTE)
"""Jobs after which pages show other numbers: before a recompute the loading of the demonstration."""
MOST_WAITING = 6
"""Of these jobs at once: each kind waits once at most, as they are asked for together."""
FATES = {State.FAILED: Fate.FAILED, State.CANCELLED: Fate.CANCELLED}


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it stands beside a row."""

    text: str
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class Work:
    """`job` waits or runs and will change the pages; `newer` is what is said of that, or of a recompute that ended
    without numbers."""

    job: Job | None = None
    newer: Newer | None = None


def alignment_page(cycle: Cycle, *, reported: FrozenCycle | None = None) -> AlignmentPage | None:
    """The dashboard of the cycle, or as it was `reported`; None before the first recompute.

    Pages are remembered with the moment that they were made: reading hundreds of rows anew would take longer than all
    the rest. Their content comes along only where that moment is not known.
    """
    if reported is not None:
        return _reported_page(reported.pk, reported.digest)
    known = _PAGES.get(cycle.pk)
    rows = StoredPage.objects.filter(name=StoredPage.Name.ALIGNMENT, cycle=cycle)
    fresh = When(Q(made_at=known[0]) if known else Q(pk__in=[]), then=Value(None, JSONField()))
    row = rows.annotate(news=Case(fresh, default=F("content"))).values_list("made_at", "news").first()
    if row is None:
        return None
    made_at, content = row
    if known is None or content is not None:
        _PAGES[cycle.pk] = known = (made_at, read(content))
    return known[1]


@lru_cache(maxsize=16)
def _reported_page(freeze: int, digest: str) -> AlignmentPage | None:
    """Remembered, as a freeze never changes."""
    content = FrozenCycle.objects.filter(pk=freeze, digest=digest).values_list("page", flat=True).get()
    return read(content) if content else None


def snapshot(cycle: Cycle) -> StoredSnapshot | None:
    """The newest snapshot of the cycle, without its long tables; None before the first recompute."""
    rows = StoredSnapshot.objects.filter(cycle=cycle, scope="").newest()
    return rows.defer("annex").select_related("issued_by").first()


def scoped(whole: StoredSnapshot, scope: Scope) -> StoredSnapshot | None:
    """A part of the business from the same runs as the whole; None until a worker has made it."""
    rows = StoredSnapshot.objects.filter(cycle=whole.cycle_id, scope=scope_text(scope), made_at__gte=whole.made_at)
    return rows.newest().defer("annex").select_related("issued_by", "cycle").first()


def frozen(cycle: Cycle) -> FrozenCycle | None:
    """The freeze in force; None where the cycle is not frozen. What it was made of is left out."""
    rows = FrozenCycle.objects.filter(cycle=cycle, reopened_at__isnull=True).select_related("frozen_by")
    return rows.defer(*LONG).first()


def reported(cycle: Cycle) -> Reported | None:
    """What a frozen cycle was reported with; one query, as its objectives are read where they are asked for."""
    rows = FrozenCycle.objects.filter(cycle=cycle, reopened_at__isnull=True)
    found = rows.values_list("pk", "digest", "frozen_at", "frozen_by__name", *(f"snapshot__{name}" for name in RUNS))
    for pk, digest, at, by, score, credit, measures in found:
        return Reported(at, by or "", score, credit, measures, plan=partial(_plan, pk, digest))
    return None


@lru_cache(maxsize=16)
def _plan(freeze: int, digest: str) -> KeptPlan | None:
    """Remembered, as a freeze never changes."""
    content = FrozenCycle.objects.filter(pk=freeze, digest=digest).values_list("plan", flat=True).get()
    return read_plan(content) if content else None


def reported_credit(cycle: Cycle, run: int) -> tuple[CreditRun, Mapping[By, Spent] | None]:
    """The run that a frozen cycle was reported with, and what groups cost then, where it was kept; one query."""
    freezes = FrozenCycle.objects.filter(cycle=cycle, reopened_at__isnull=True)
    found = CreditRun.objects.annotate(costs=Subquery(freezes.values("costs")[:1])).get(pk=run)
    if found.costs is None:
        return found, None
    kept = found.costs.items()
    return found, {By(by): {key: (Decimal(sum_), unknown) for key, sum_, unknown in spent} for by, spent in kept}


def as_shown(cycle: Cycle, *, restated: bool = False) -> StoredSnapshot | None:
    """What pages show: as reported where the cycle is frozen, unless it is asked for as `restated`; else the newest.

    The row says whether the cycle is frozen (`is_frozen`), and whether it is what was reported (`is_reported`). Its
    content comes along only where `numbers` has not read it yet.
    """
    in_force = FrozenCycle.objects.filter(reopened_at__isnull=True)
    rows = StoredSnapshot.objects.filter(cycle=cycle, scope="").annotate(
        is_frozen=Exists(in_force.filter(cycle=OuterRef("cycle"))),
        is_reported=Exists(in_force.filter(snapshot=OuterRef("pk"))),
    )
    order = ["-made_at", "-pk"] if restated else ["-is_reported", "-made_at", "-pk"]
    known = When(pk__in=[pk for pk, _ in _NUMBERS], then=Value(None, JSONField()))
    rows = rows.annotate(news=Case(known, default=F("content"))).defer("annex", "content")
    row = rows.order_by(*order).select_related("issued_by", "cycle").first()
    if row is not None and row.news is not None:
        row.content = row.news
    return row


def freezes(cycle: Cycle) -> Sequence[FrozenCycle]:
    """Every time that the cycle was frozen, also those that were opened again, the newest first."""
    rows = FrozenCycle.objects.filter(cycle=cycle).select_related("frozen_by", "reopened_by")
    return list(rows.defer(*LONG))


def restated(cycle: Cycle) -> Bridge | None:
    """What has changed since the cycle was frozen, by number and cause; None where nothing was computed since."""
    rows = Restatement.objects.filter(frozen__cycle=cycle, frozen__reopened_at__isnull=True)
    content = rows.values_list("content", flat=True).first()
    return typed(Bridge, content) if content else None


def numbers(stored: StoredSnapshot) -> Snapshot:
    """All numbers of a snapshot; remembered for those that are stored, as their content never changes."""
    if stored.pk is None:
        return typed(Snapshot, stored.content)
    key = (stored.pk, stored.digest)
    known = _NUMBERS.get(key)
    if known is None:
        if len(_NUMBERS) >= MOST_REMEMBERED:
            _NUMBERS.clear()
        known = _NUMBERS[key] = typed(Snapshot, stored.content)
    return known


def annex(stored: StoredSnapshot) -> Annex:
    return typed(Annex, stored.annex)


def department(stored: StoredSnapshot, key: str) -> View | None:
    """The numbers that one department asks about; remembered, as their snapshot never changes."""
    return next((view for view in _views(stored.pk, stored.digest) if view.key == key), None)


@lru_cache(maxsize=MOST_REMEMBERED)
def _views(snapshot: int, digest: str) -> Sequence[View]:
    """Those of all departments, read without the other long tables."""
    found = StoredSnapshot.objects.filter(pk=snapshot, digest=digest).values_list("annex__views", flat=True).get()
    return [typed(View, view) for view in found]


def subscription(person: User) -> Subscription | None:
    """How this person gets the summary by mail; None where they do not."""
    return Subscription.objects.filter(person=person).select_related("cycle").first()


def share_links(of: User | None) -> Sequence[ShareLink]:
    """Links that somebody has made, or everybody's, the newest first."""
    rows = ShareLink.objects.select_related("snapshot__cycle", "document", "made_by", "revoked_by")
    rows = rows.defer("snapshot__content", "snapshot__annex", "snapshot__comments")
    return list(rows.filter(made_by=of) if of else rows)


def embedding_sites() -> Sequence[str]:
    """The sites that may show share links inside their pages; none unless an administrator named some."""
    found: Sequence[str] | None = Embedding.objects.values_list("origins", flat=True).first()
    return found or ()


def comments(cycle: Cycle) -> Mapping[str, Comment]:
    """What is said of the cycle's rows now, by subject."""
    rows = Comment.objects.filter(cycle=cycle, is_current=True).select_related("by")
    return {row.subject: row for row in rows}


def said(stored: StoredSnapshot) -> Mapping[str, Said]:
    """The comments that go with a snapshot, by subject: those it was issued with, else those in force."""
    if stored.issued_at is not None:
        return {row["subject"]: Said(row["text"], row["by"], row["version"]) for row in stored.comments}
    rows = comments(stored.cycle)
    return {key: Said(row.text, row.by.name if row.by else "", row.version) for key, row in rows.items()}


def comment_versions(cycle: Cycle, subject: str) -> Sequence[Comment]:
    """What was said of one row, the newest first."""
    return list(Comment.objects.filter(cycle=cycle, subject=subject).select_related("by"))


def documents(stored: StoredSnapshot) -> Sequence[BuiltDocument]:
    return list(stored.documents.select_related("made_by"))


def earlier_documents(cycle: Cycle, *, most: int = 40) -> Sequence[BuiltDocument]:
    """The newest documents of the cycle's snapshots."""
    rows = BuiltDocument.objects.filter(snapshot__cycle=cycle).select_related("snapshot", "made_by")
    return list(rows.defer("snapshot__content", "snapshot__annex")[:most])


def work() -> Work:
    """A recompute, or loading of the demonstration, on its way; what became of the newest recompute. One query."""
    newest = list(Job.objects.filter(kind__in=CHANGING)[:MOST_WAITING])
    under_way = [job for job in newest if job.finished_at is None]
    if under_way:
        return Work(min(under_way, key=lambda job: CHANGING.index(job.kind)), Newer(Fate.UNDER_WAY))
    last = next((job for job in newest if job.kind == RECOMPUTE), None)
    fate = FATES.get(State(last.state)) if last else None
    return Work(newer=Newer(fate, last.finished_at) if last and fate else None)


def is_untouched() -> bool:
    """Whether nothing has been imported, planned or begun here yet, so that the demonstration may be offered."""
    begun = latest(kind="reports.load_company") is not None
    return not (begun or Batch.objects.exists() or Cycle.objects.exists() or BusinessObjective.objects.exists())
