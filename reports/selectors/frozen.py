"""Cycles that are frozen: what was kept of them, and what has changed since."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from attribution.models import CreditRun
from attribution.selectors import By, Spent
from okrs.models import Cycle
from okrs.selectors import KeptPlan, Reported, read_plan
from organisation.prepared import Given, prepared
from reports.core.bridge import Bridge
from reports.core.codec import typed
from reports.dashboards.alignment import AlignmentPage, read
from reports.models import FrozenCycle, Restatement

RUNS = ("score_run_id", "credit_run_id", "measure_run_id")
LONG = ("kept", "receipt", "page", "plan", "costs")
IS_FROZEN = Exists(FrozenCycle.objects.filter(cycle=OuterRef("pk"), reopened_at__isnull=True))
"""Of cycles."""


@lru_cache(maxsize=16)
def reported_page(freeze: int, digest: str) -> AlignmentPage | None:
    """The dashboard as it was reported; remembered, as a freeze never changes."""
    content = FrozenCycle.objects.filter(pk=freeze, digest=digest).values_list("page", flat=True).get()
    return read(content) if content else None


def frozen(cycle: Cycle) -> FrozenCycle | None:
    """The freeze in force; None where the cycle is not frozen. What it was made of is left out."""
    return next(iter(_frozen(cycle=cycle.pk)), None)


@prepared
def _frozen(cycle: Given) -> QuerySet[FrozenCycle]:
    rows = FrozenCycle.objects.filter(cycle=cycle, reopened_at__isnull=True).select_related("frozen_by")
    return rows.defer(*LONG)


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


def freezes(cycle: Cycle) -> Sequence[FrozenCycle]:
    """Every time that the cycle was frozen, also those that were opened again, the newest first."""
    return _freezes(cycle=cycle.pk)


@prepared
def _freezes(cycle: Given) -> QuerySet[FrozenCycle]:
    return FrozenCycle.objects.filter(cycle=cycle).select_related("frozen_by", "reopened_by").defer(*LONG)


def restated(cycle: Cycle) -> Bridge | None:
    """What has changed since the cycle was frozen, by number and cause; None where nothing was computed since."""
    rows = Restatement.objects.filter(frozen__cycle=cycle, frozen__reopened_at__isnull=True)
    content = rows.values_list("content", flat=True).first()
    return typed(Bridge, content) if content else None
