"""The Parquet cache: a file per relation and month, read from the database again only where rows changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from time import sleep

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from attribution.engine.relations import Sources
from attribution.facts import reading
from attribution.facts.queries import NEW_COMBINATIONS, RELATIONS, within
from attribution.models import DirtyMonth, FactMonth

OF_MONTH, OF_BATCH = "of_month", "of_batch"
WHOLE = 0
LOCK = 4_712


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found: files in all, months read from the database, files written anew, rows, and a digest."""

    files: int
    read: int
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
    """Bring the cache up to date with the database; files of months that are gone are removed.

    Read are the months that changed rows marked (`DirtyMonth`) and those whose file is missing or damaged. One refresh
    runs at a time; marks are read before rows and taken away after the files are written, so that none is lost.
    """
    with alone():
        marks = list(DirtyMonth.objects.values_list("pk", "relation", "month"))
        known = {(row.relation, row.month): row for row in FactMonth.objects.all()}
        if any(relation == "conversion" for _, relation, _ in marks):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(NEW_COMBINATIONS.replace("{zone}", reading.zone()))
        read = written = 0
        for relation in RELATIONS:
            dirty = {month for _, name, month in marks if name == relation}
            files = {month: row for (name, month), row in known.items() if name == relation}
            dirty |= {month for month, row in files.items() if not _is_intact(row)}
            if dirty:
                months, new = _refresh_months(relation, dirty, files, now)
                read, written = read + months, written + new
        DirtyMonth.objects.filter(pk__in=[pk for pk, _, _ in marks]).delete()
        return _found(read, written)


def _refresh_months(
    relation: str, dirty: Iterable[int], files: Mapping[int, FactMonth], now: datetime
) -> tuple[int, int]:
    """Months read and files written of one relation."""
    whole = WHOLE in dirty
    condition = "true" if whole else within(relation, sorted(dirty))
    seen, written = set(), 0
    for month, rows, batch in _months(RELATIONS[relation].replace("{within}", condition)):
        written += _keep(relation, month, rows, files.get(month), batch=batch, now=now)
        seen.add(month)
    for month in (set(files) if whole else set(dirty) & set(files)) - seen:
        _path(relation, month).unlink(missing_ok=True)
        files[month].delete()
    return len(seen), written


def _found(read: int, written: int) -> Refreshed:
    files = list(FactMonth.objects.order_by("relation", "month"))
    whole = hashlib.sha256("".join(f"{one.relation}{one.month}{one.digest}" for one in files).encode()).hexdigest()
    return Refreshed(len(files), read, written, sum(one.rows for one in files), whole)


def _months(query: str) -> Iterator[tuple[int, pa.Table, int | None]]:
    """The rows of a relation, a table a month, with the newest batch among them; the query sorts by month."""
    table = reading.rows(query)
    months = table.column(OF_MONTH).to_numpy()
    edges = [*np.flatnonzero(np.diff(months, prepend=-1)).tolist(), len(months)]
    relation = table.drop_columns([OF_MONTH, OF_BATCH])
    for start, end in pairwise(edges):
        batch = pc.max(table.column(OF_BATCH).slice(start, end - start)).as_py()
        yield int(months[start]), relation.slice(start, end - start), batch


def _keep(
    relation: str, month: int, rows: pa.Table, known: FactMonth | None, *, batch: int | None, now: datetime
) -> bool:
    """Whether the month's file had to be written."""
    buffer = pa.BufferOutputStream()
    pq.write_table(rows.combine_chunks(), buffer, compression="zstd")
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    if known is not None and known.digest == digest and _is_intact(known):
        return False
    path = _path(relation, month)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(path)
    given = {"rows": len(rows), "digest": digest, "last_batch": batch, "written_at": now}
    FactMonth.objects.update_or_create(relation=relation, month=month, defaults=given)
    return True


def _is_intact(row: FactMonth) -> bool:
    """Whether the file is there and is what the manifest says."""
    path = _path(row.relation, row.month)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == row.digest


def _path(relation: str, month: int) -> Path:
    return folder() / relation / f"{month}.parquet"


@contextmanager
def alone(waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Nobody else writes the files while they are read in the block; `waiting` is called every second until it opens.

    The connection that holds the lock may take it again, so that a refresh inside is no deadlock.
    """
    with connection.cursor() as cursor:
        while not _taken(cursor):
            waiting()
            sleep(1)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _taken(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
    (taken,) = cursor.fetchone() or (False,)
    return bool(taken)
