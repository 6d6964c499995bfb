"""What is known of many key results on one day, read in one query whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from okrs.core.assessment import Evidence
from okrs.core.measures import Reading
from okrs.core.pace import Checkpoint as Expected
from okrs.core.pace import Stretch
from okrs.core.progress import ChecklistItem as Point
from okrs.core.status import STUCK_AFTER_DAYS, PaceBands, Status
from okrs.models import Cycle, KeyResult, StatusBands
from okrs.selectors.definitions import definition_of

QUERY = Path(__file__).with_name("queries") / "known.sql"
BANDS = 3
"""Columns of the bands, at the end of each row."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database knows of one key result. `readings` is empty for kinds that need only the last value."""

    seen_on: date | None = None
    value: Reading | None = None
    declared: Status | None = None
    confidence: int | None = None
    computed: Sequence[Reading] = ()
    readings: Sequence[Reading] = ()
    checkpoints: Sequence[Expected] = ()
    checklist: Sequence[Point] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Facts by key result, and the bands by which all of them are judged."""

    facts: Mapping[int, Facts]
    bands: PaceBands = field(default_factory=PaceBands)


def known_on(key_results: Sequence[KeyResult], *, today: date) -> Known:
    """Read the facts of all given key results, in one query."""
    found = _asked([row.pk for row in key_results], today=today)
    bands = _bands(*found[0][-BANDS:]) if found else PaceBands()
    return Known({row[0]: facts_of(*row[1:-BANDS]) for row in found}, bands)


def facts_on(ids: Sequence[int], *, today: date) -> list[tuple[Any, ...]]:
    """One row for each key result, its key first; `facts_of` reads the rest."""
    return [row[:-BANDS] for row in _asked(ids, today=today)]


def evidence_of(row: KeyResult, cycle: Cycle, known: Known) -> Evidence:
    """One key result's facts, as the core judges them."""
    facts = known.facts.get(row.pk, NOTHING)
    return Evidence(
        definition=definition_of(row),
        stretch=Stretch(cycle.starts_on, cycle.ends_on),
        cadence_days=cycle.cadence_days,
        running_since=_running_since(row, cycle),
        checkpoints=facts.checkpoints,
        readings=facts.readings or ([facts.value] if facts.value else []),
        checklist=facts.checklist,
        computed=facts.computed,
        last_check_in=facts.seen_on,
        declared=facts.declared,
        closed=_closed(row),
        bands=known.bands,
    )


def status_bands() -> PaceBands:
    row = StatusBands.objects.filter(pk=1).first()
    return _bands(row.on_track, row.at_risk, row.too_early) if row else PaceBands()


NOTHING = Facts()


def _asked(ids: Sequence[int], *, today: date) -> list[tuple[Any, ...]]:
    long_ago = today - timedelta(days=STUCK_AFTER_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_query(), {"ids": list(ids), "today": today, "long_ago": long_ago})
        return list(cursor.fetchall())


def _bands(on_track: Decimal | None, at_risk: Decimal | None, too_early: Decimal | None) -> PaceBands:
    if on_track is None or at_risk is None or too_early is None:
        return PaceBands()
    return PaceBands(float(on_track), float(at_risk), float(too_early))


def _running_since(row: KeyResult, cycle: Cycle) -> date | None:
    """From the later of the cycle's first day, its opening and the day the key result was added."""
    if cycle.state == Cycle.State.DRAFT:
        return None
    opened = cycle.opened_at.date() if cycle.opened_at else cycle.starts_on
    return max(cycle.starts_on, opened, row.added_late_on or cycle.starts_on)


def _closed(row: KeyResult) -> Status | None:
    if row.state == KeyResult.State.DROPPED:
        return Status.DROPPED
    return Status(row.outcome) if row.outcome else None


def facts_of(
    seen_on: date | None,
    valued_on: date | None,
    value: Decimal | None,
    declared: str | None,
    confidence: int | None,
    before_on: date | None,
    before: Decimal | None,
    moved_on: date | None,
    moved: Decimal | None,
    *lists: Sequence[Any] | None,
) -> Facts:
    """What one row of the query says."""
    days, values, due, expected, weights, done = lists
    moves = [Reading(day, number) for day, number in ((before_on, before), (moved_on, moved)) if day]
    return Facts(
        seen_on=seen_on,
        value=Reading(valued_on, value) if valued_on else None,
        declared=Status(declared) if declared else None,
        confidence=confidence,
        computed=moves,
        readings=[Reading(day, number) for day, number in zip(days or (), values or (), strict=True)],
        checkpoints=[Expected(day, number) for day, number in zip(due or (), expected or (), strict=True)],
        checklist=[Point(weight, is_done) for weight, is_done in zip(weights or (), done or (), strict=True)],
    )


@cache
def _query() -> str:
    return QUERY.read_text(encoding="utf-8")
