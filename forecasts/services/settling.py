"""Settle what was promised from what came: with the close of its cycle, or a week after its day at the latest."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from attribution.models import CreditRun
from attribution.selectors import latest_run
from campaigns.selectors import amount_by_campaign
from forecasts.models import Promise, Settlement
from forecasts.selectors.closed import credited_to, earning_window
from jobs.services import enqueue
from okrs.models import CheckIn, Cycle, KeyResult
from organisation.selectors import today

Publishing = Callable[[], AbstractContextManager[None]]
GRACE = timedelta(days=7)
KIND = "forecasts.settle"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a promise, and from where that is known."""

    actual: Decimal
    source: str
    cost: Decimal | None = None


def settle_promises(*, now: datetime, model: str, publishing: Publishing = transaction.atomic) -> int:
    """Settle every promise of a closed cycle or whose day is a week past; one without an outcome waits. How many."""
    closed = KeyResult.objects.filter(objective__cycle__state=Cycle.State.CLOSED)
    is_due = Q(due_on__lte=today(now) - GRACE) | Q(key_result_id__in=closed.values("pk"))
    due = Promise.objects.filter(is_due, settlement__isnull=True)
    came = {**_key_results(due), **_campaigns(due, latest_run(), model)}
    rows = [_settlement(promise, came[promise.pk], now) for promise in due if promise.pk in came]
    with publishing():
        Settlement.objects.bulk_create(rows)
    return len(rows)


def settle_soon(cycle: Cycle) -> None:
    """Let a worker settle what was promised for a cycle that is being closed."""
    if Promise.objects.filter(settlement__isnull=True).exists():
        enqueue(KIND, coalesce=True)


def _settlement(promise: Promise, came: Came, now: datetime) -> Settlement:
    beside = None
    if promise.model_low is not None and promise.model_high is not None:
        beside = promise.model_low <= came.actual <= promise.model_high
    return Settlement(
        promise=promise, actual=came.actual, held=promise.low <= came.actual <= promise.high, model_held=beside,
        cost=came.cost, source=came.source[:200], settled_at=now,
    )  # fmt: skip


def _key_results(due: QuerySet[Promise]) -> dict[int, Came]:
    """The last value that was checked in before the promised day."""
    wanted = {row.pk: row for row in due.filter(key_result_id__isnull=False)}
    found: dict[int, Came] = {}
    by_key_result: dict[int, list[CheckIn]] = {}
    ids = [row.key_result_id for row in wanted.values()]
    for said in CheckIn.objects.filter(key_result__in=ids, value__isnull=False).order_by("day", "pk"):
        by_key_result.setdefault(said.key_result_id, []).append(said)
    for pk, row in wanted.items():
        inside = [said for said in by_key_result.get(row.key_result_id or 0, []) if said.day < row.due_on]
        last = inside[-1] if inside else None
        if last is not None and last.value is not None:
            source = f"check-in of {last.day:%-d %b %Y}, {last.get_provenance_display().lower()}"
            found[pk] = Came(last.value, source)
    return found


def _campaigns(due: QuerySet[Promise], run: CreditRun | None, model: str) -> dict[int, Came]:
    """What the locked model credits up to the promised month, and what was spent."""
    found: dict[int, Came] = {}
    for row in due.filter(campaign_id__isnull=False) if run else ():
        window = earning_window(row.due_on)
        earned = credited_to(run, row.quantity, model=model, window=window)
        cost = amount_by_campaign(window).get(row.campaign_id or 0)
        actual = Decimal(str(earned.get(row.campaign_id or 0, 0.0))).quantize(CENT)
        found[row.pk] = Came(actual, f"credit of {run}, {model} model", cost)
    return found
