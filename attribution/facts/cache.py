"""The Parquet cache: a file per relation and month, written again only where its content changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction

from attribution.engine.relations import Sources
from attribution.facts import reading
from attribution.facts.queries import NEW_COMBINATIONS, RELATIONS
from attribution.models import FactMonth

MONTH_COLUMN = "of_month"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found: files in all, files written anew, rows, and a digest of everything."""

    files: int
    written: int
    rows: int
    digest: str


def folder() -> Path:
    return Path(settings.PLACES.data) / "facts"


def sources() -> Sources:
    """The files of every relation, as the engine attaches them."""
    found = {name: tuple(str(path) for path in sorted((folder() / name).glob("*.parquet"))) for name in RELATIONS}
    return Sources(**found)


def refresh(*, now: datetime) -> Refreshed:
    """Bring the cache up to date with the database; files of months that are gone are removed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NEW_COMBINATIONS.replace("{zone}", reading.zone()))
    known = {(row.relation, row.month): row for row in FactMonth.objects.all()}
    seen, written = [], 0
    for relation, query in RELATIONS.items():
        for month, rows in _months(query):
            made, is_new = _keep(relation, month, rows, known.pop((relation, month), None), now)
            seen.append(made)
            written += is_new
    for (relation, month), gone in known.items():
        _path(relation, month).unlink(missing_ok=True)
        gone.delete()
    whole = hashlib.sha256("".join(f"{m.relation}{m.month}{m.digest}" for m in seen).encode()).hexdigest()
    return Refreshed(files=len(seen), written=written, rows=sum(m.rows for m in seen), digest=whole)


def _months(query: str) -> Iterator[tuple[int, pa.Table]]:
    """The rows of a relation, a table a month; the query sorts by month."""
    table = reading.rows(query)
    months = table.column(MONTH_COLUMN).to_numpy()
    relation = table.drop_columns([MONTH_COLUMN])
    edges = [*np.flatnonzero(np.diff(months, prepend=-1)).tolist(), len(months)]
    for start, end in pairwise(edges):
        yield int(months[start]), relation.slice(start, end - start)


def _keep(relation: str, month: int, rows: pa.Table, known: FactMonth | None, now: datetime) -> tuple[FactMonth, bool]:
    buffer = pa.BufferOutputStream()
    pq.write_table(rows.combine_chunks(), buffer, compression="zstd")
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    path = _path(relation, month)
    if known is not None and known.digest == digest and path.exists():
        return known, False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(path)
    made, _ = FactMonth.objects.update_or_create(
        relation=relation, month=month, defaults={"rows": len(rows), "digest": digest, "written_at": now}
    )
    return made, True


def _path(relation: str, month: int) -> Path:
    return folder() / relation / f"{month}.parquet"
