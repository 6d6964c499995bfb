"""Registered documents, and sales targets against results by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q, QuerySet

from okrs.models import BusinessObjective, Document, SalesTarget
from organisation.core.calendar import Window, months

REQUIRED = (Document.Kind.STRATEGY, Document.Kind.OKRS, Document.Kind.SALES, Document.Kind.PLAN)


@dataclass(frozen=True, slots=True)
class Register:
    """All documents, and the kinds that everybody should have but that are missing."""

    documents: Sequence[Document]
    missing: Sequence[Document.Kind]


@dataclass(frozen=True, slots=True)
class SalesMonth:
    """A month over all its parts; the result is None while no part has one."""

    month: date
    rows: Sequence[SalesTarget]
    target: Decimal | None
    result: Decimal | None

    @property
    def reached(self) -> float | None:
        if self.result is None or not self.target:
            return None
        return float(self.result / self.target)


def register() -> Register:
    documents = list(Document.objects.select_related("owner", "cycle"))
    kinds = {document.kind for document in documents}
    return Register(documents, [kind for kind in REQUIRED if kind not in kinds])


def sales_months(window: Window) -> list[SalesMonth]:
    """Every month that the window touches, also those without a target."""
    by_month: dict[date, list[SalesTarget]] = {month.starts_on: [] for month in months(window)}
    rows = SalesTarget.objects.filter(month__gte=window.starts_on.replace(day=1), month__lt=window.ends_on)
    for row in rows.select_related("owner"):
        by_month[row.month].append(row)
    return [_month(month, found) for month, found in by_month.items()]


def business_objectives(*, with_retired: bool = False) -> Sequence[BusinessObjective]:
    rows = BusinessObjective.objects.select_related("owner")
    return list(rows if with_retired else rows.filter(retired_on__isnull=True))


def business_objectives_between(since: date, until: date) -> "QuerySet[BusinessObjective]":
    """Those not retired by the first day; one that objectives serve only from the last day on came later."""
    rows = BusinessObjective.objects.annotate(first=Min("objectives__cycle__starts_on"))
    kept, there = Q(retired_on__isnull=True) | Q(retired_on__gt=since), Q(first__isnull=True) | Q(first__lt=until)
    # A query that groups forgets the model's order.
    return rows.filter(kept, there).order_by("-weight", "name", "pk")


def _month(month: date, rows: Sequence[SalesTarget]) -> SalesMonth:
    results = [row.result for row in rows if row.result is not None]
    return SalesMonth(
        month=month,
        rows=rows,
        target=sum((row.target for row in rows), Decimal(0)) if rows else None,
        result=sum(results, Decimal(0)) if results else None,
    )
