"""The numbers that pages show, made ready by the worker."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Case, Exists, F, JSONField, OuterRef, QuerySet, Value, When

from forecasts.core.cohorts import NO_COHORTS, Cohorts
from forecasts.selectors.customers import newest_cohorts
from okrs.models import Cycle
from organisation.core.scope import Scope
from organisation.prepared import Given, prepared
from reports.core.codec import typed
from reports.core.scopes import scope_text
from reports.core.snapshot import Annex, Snapshot, View
from reports.dashboards.alignment import AlignmentPage, read
from reports.models import FrozenCycle, StoredPage, StoredSnapshot
from reports.selectors.frozen import reported_page

_PAGES: dict[int, tuple[datetime, AlignmentPage]] = {}
"""By cycle; there are few."""
NEVER = datetime.min.replace(tzinfo=UTC)
_NUMBERS: dict[tuple[int, str], Snapshot] = {}
_SHOWN: dict[tuple[int, bool], int] = {}
"""Snapshots whose numbers were read, by cycle and whether it was asked for as restated."""
MOST_REMEMBERED = 64


def alignment_page(cycle: Cycle, *, reported: FrozenCycle | None = None) -> AlignmentPage | None:
    """The dashboard of the cycle, or as it was `reported`; None before the first recompute.

    Pages are remembered with the moment that they were made: reading hundreds of rows anew would take longer than all
    the rest. Their content comes along only where that moment is not known.
    """
    if reported is not None:
        return reported_page(reported.pk, reported.digest)
    known = _PAGES.get(cycle.pk)
    for made_at, content in _page(cycle=cycle.pk, known=known[0] if known else NEVER):
        if known is None or content is not None:
            _PAGES[cycle.pk] = known = (made_at, read(content))
        return known[1]
    return None


@prepared
def _page(cycle: Given, known: Given) -> QuerySet[StoredPage, tuple[datetime, Any]]:
    """When it was made, and its content unless that is `known`."""
    fresh = When(made_at=known, then=Value(None, JSONField()))
    rows = StoredPage.objects.filter(name=StoredPage.Name.ALIGNMENT, cycle=cycle)
    return rows.annotate(news=Case(fresh, default=F("content"))).values_list("made_at", "news")


def snapshot(cycle: Cycle) -> StoredSnapshot | None:
    """The newest snapshot of the cycle, without its long tables; None before the first recompute."""
    rows = StoredSnapshot.objects.filter(cycle=cycle, scope="").newest()
    return rows.defer("annex").select_related("issued_by").first()


def scoped(whole: StoredSnapshot, scope: Scope) -> StoredSnapshot | None:
    """A part of the business from the same runs as the whole; None until a worker has made it."""
    rows = StoredSnapshot.objects.filter(cycle=whole.cycle_id, scope=scope_text(scope), made_at__gte=whole.made_at)
    return rows.newest().defer("annex").select_related("issued_by", "cycle").first()


def as_shown(cycle: Cycle, *, restated: bool = False) -> StoredSnapshot | None:
    """What pages show: as reported where the cycle is frozen, unless it is asked for as `restated`; else the newest.

    The row says whether the cycle is frozen (`is_frozen`), and whether it is what was reported (`is_reported`). Its
    content comes along only where it is not the row that was shown last.
    """
    asked = (cycle.pk, restated)
    ask = _as_restated if restated else _as_reported
    row = next(iter(ask(cycle=cycle.pk, known=_SHOWN.get(asked, 0))), None)
    if row is not None:
        row.cycle = cycle
        if row.news is not None:
            row.content, _SHOWN[asked] = row.news, row.pk
    return row


@prepared
def _as_reported(cycle: Given, known: Given) -> QuerySet[StoredSnapshot]:
    return _snapshots(cycle, known).order_by("-is_reported", "-made_at", "-pk")[:1]


@prepared
def _as_restated(cycle: Given, known: Given) -> QuerySet[StoredSnapshot]:
    return _snapshots(cycle, known).order_by("-made_at", "-pk")[:1]


def _snapshots(cycle: Given, known: Given) -> QuerySet[StoredSnapshot]:
    in_force = FrozenCycle.objects.filter(reopened_at__isnull=True)
    rows = StoredSnapshot.objects.filter(cycle=cycle, scope="").annotate(
        is_frozen=Exists(in_force.filter(cycle=OuterRef("cycle"))),
        is_reported=Exists(in_force.filter(snapshot=OuterRef("pk"))),
        news=Case(When(pk=known, then=Value(None, JSONField())), default=F("content")),
    )
    return rows.defer("annex", "content").select_related("issued_by")


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


def cohorts(stored: StoredSnapshot, *, is_reported: bool) -> Cohorts:
    """What customers were worth when the snapshot was made. One that was not reported and knows of no valuation tells
    the newest, so that the first one shows before the next recompute."""
    kept = _cohorts(stored.pk, stored.digest)
    return kept if kept.rows or is_reported else newest_cohorts()


@lru_cache(maxsize=MOST_REMEMBERED)
def _cohorts(snapshot: int, digest: str) -> Cohorts:
    rows = StoredSnapshot.objects.filter(pk=snapshot, digest=digest)
    found = rows.values_list("annex__cohorts", flat=True).get()
    return typed(Cohorts, found) if found else NO_COHORTS
