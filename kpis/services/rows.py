"""Measurements on their way into a run: rounded, written by COPY, and told by a digest."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from kpis.models import MeasureRun
from kpis.selectors import Found, scope_text

MILLIONTH = Decimal("0.000001")
LARGEST = Decimal(10) ** 21
COPIED = (
    "definition_id", "key", "starts_on", "ends_on", "scope_text", "dimension", "member", "value", "numerator",
    "denominator", "n", "margin", "unknown", "reason", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptRow:
    """What one measurement is to say; the columns of `kpis.models.Measurement`, and the version it was measured by."""

    definition_id: int
    version: int
    key: str
    starts_on: date
    ends_on: date
    scope_text: str
    dimension: str
    member: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: int | None
    margin: Decimal | None
    unknown: int
    reason: str
    note: str


def kept_row(dimension: str, found: Found) -> KeptRow:
    """A value as it is kept; one that is too large for the column is no data, with that reason."""
    answer, cell, row = found.answer, found.cell, found.definition
    value = _rounded(answer.value)
    lost = answer.value is not None and value is None
    return KeptRow(
        definition_id=row.pk,
        version=row.version,
        key=row.key,
        starts_on=cell.window.starts_on,
        ends_on=cell.window.ends_on,
        scope_text=scope_text(cell.scope),
        dimension=dimension,
        member=cell.member or "",
        value=value,
        numerator=_rounded(answer.numerator),
        denominator=_rounded(answer.denominator),
        n=found.n,
        margin=found.margin,
        unknown=found.unknown,
        reason="The value is too large to keep." if lost else answer.reason[:300],
        note=found.note,
    )


def write_rows(run: MeasureRun, rows: Sequence[KeptRow]) -> None:
    """Add the rows to a saved run."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerows([run.pk, *(getattr(row, name) for name in COPIED)] for row in rows)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(
            f"COPY kpis_measurement (run_id, {', '.join(COPIED)}) FROM STDIN "
            f"(FORMAT csv, FORCE_NOT_NULL (scope_text, dimension, member, reason, note))",
            text,
        )


def digest(rows: Sequence[KeptRow]) -> str:
    """The same facts and definitions give the same digest."""
    told = sorted(
        (
            row.key,
            row.version,
            str(row.starts_on),
            str(row.ends_on),
            row.scope_text,
            row.dimension,
            row.member,
            str(row.value),
        )
        for row in rows
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None or abs(value) >= LARGEST else value.quantize(MILLIONTH)
