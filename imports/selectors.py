"""Read the log of imports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from imports.core.target import Target
from imports.models import Batch, Issue, Source
from organisation.models import ExchangeRate

# Columns that the system fills, where their own names say too little.
_FILLED = {"external_id": "ID at the source", "rate": "Exchange rate", "rate_on": "Rate of", "reported": "Converted"}


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How fresh a source is against its cadence. `failure` is the sentence of a failure since the last success."""

    source: Source
    imports: int
    loaded_at: datetime | None
    due_at: datetime | None
    is_late: bool
    failure: str
    failed_import: int | None


def batch(pk: int) -> Batch | None:
    return Batch.objects.select_related("source", "file", "job", "by").filter(pk=pk).first()


def labelled(names: Sequence[str], *, target: Target) -> Sequence[tuple[str, str]]:
    """Columns of a target's table, each with the words that people know it by."""
    fields = {str(field.column): field for field in apps.get_model(target.model)._meta.concrete_fields}

    def words(name: str) -> str:
        if column := target.column(name):
            return column.label
        own = str(fields[name].verbose_name) if name in fields else name.replace("_", " ")
        told = _FILLED.get(name, own)
        return told[:1].upper() + told[1:]

    return [(name, words(name)) for name in names]


def first_rows(preview: Mapping[str, Any]) -> Sequence[Sequence[tuple[str, str]]]:
    """The cells of a preview's first rows, each with what became of its reference; previews of before know none."""
    rows = preview.get("rows", ())
    known = preview.get("references") or [[""] * len(row) for row in rows]
    return [list(zip(row, states, strict=True)) for row, states in zip(rows, known, strict=True)]


def history(*, source: str = "", target: str = "", state: str = "") -> QuerySet[Batch]:
    """Imports, newest first."""
    chosen = {"source__name": source, "target": target, "state": state}
    return Batch.objects.select_related("source", "file", "job", "by").filter(
        **{name: value for name, value in chosen.items() if value}
    )


def issues(one: Batch, *, fate: str = "") -> QuerySet[Issue]:
    """Rows and values that were not taken as they stand, by line."""
    return one.issues.filter(fate=fate) if fate else one.issues.all()


def issue_kinds(one: Batch) -> Sequence[tuple[str, str, str, int, int]]:
    """Issues of one kind together: fate, column, reason, how many, and the first line. The most frequent come first."""
    counted = (
        one.issues.order_by().values_list("fate", "column", "reason").annotate(rows=Count("pk"), first=Min("line"))
    )
    kinds: dict[tuple[str, str, str], tuple[int, int]] = {}
    for fate, column, reason, rows, first in counted:
        alike = (fate, column, re.sub(r"line \d+\.$", "an earlier line.", reason))
        before = kinds.get(alike, (0, first))
        kinds[alike] = (before[0] + rows, min(before[1], first))
    return sorted(((*kind, *found) for kind, found in kinds.items()), key=lambda row: (-row[3], row[4]))


def source(name: str) -> Source | None:
    return Source.objects.filter(name__iexact=name).first()


def sources_health(now: datetime) -> Sequence[SourceHealth]:
    """Every source: when it last delivered, when the next delivery is due, and what went wrong since."""
    given_up = Q(state=Batch.State.LOADING, job__state="failed")  # its worker died too often to say so itself
    failed = Batch.objects.filter(Q(state=Batch.State.FAILED) | given_up, source=OuterRef("pk")).order_by("-pk")
    loaded = Q(batches__state=Batch.State.LOADED)
    found = Source.objects.select_related("owner").annotate(
        loads=Count("batches", filter=loaded),
        last=Max("batches__loaded_at", filter=loaded),
        last_pk=Max("batches__pk", filter=loaded),
        failed_pk=Subquery(failed.values("pk")[:1]),
        failure=Subquery(failed.values_list(Coalesce(NullIf("error", Value("", TextField())), "job__error"))[:1]),
    )
    return [_health(one, now) for one in found]


def _health(one: Source, now: datetime) -> SourceHealth:
    last, failed = one.last, one.failed_pk  # type: ignore[attr-defined]
    due = last + timedelta(days=one.cadence_days) if last and one.cadence_days else None
    since = failed and failed > (one.last_pk or 0)  # type: ignore[attr-defined]
    return SourceHealth(
        source=one,
        imports=one.loads,  # type: ignore[attr-defined]
        loaded_at=last,
        due_at=due,
        is_late=bool(due and due < now),
        failure=(one.failure or "") if since else "",  # type: ignore[attr-defined]
        failed_import=failed if since else None,
    )


def earlier_load(one: Batch) -> Batch | None:
    """The latest import of the same bytes into the same target, if there is one."""
    return Batch.objects.filter(file=one.file, state=Batch.State.LOADED).exclude(pk=one.pk).order_by("-pk").first()


def rates() -> list[tuple[str, str, Decimal]]:
    """Every known exchange rate: currency, day, units of the reporting currency."""
    return [(r.currency, r.on.isoformat(), r.rate) for r in ExchangeRate.objects.order_by("currency", "on")]
